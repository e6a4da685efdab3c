import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ZodType } from "zod";
import { Failure } from "../../domain/failure.ts";
import type { Task } from "../../domain/transcription.ts";
import { type Program, startProgram } from "../host/program.ts";
import type { StartedProgram } from "../host/program-host.ts";
import { Greeting, Listened, type NeverReady, type Ready, type Refusal, Written } from "./answers.ts";
import { INSTALL } from "./find-python.ts";
import { workerEnvironment } from "./worker-environment.ts";

/** One window is listened to first and written after: the worker remembers the last one. */
export type WorkerQuestion =
  | { readonly do: "listen"; readonly samples: Float32Array; readonly detect: boolean }
  | { readonly do: "write"; readonly language: string; readonly task: Task; readonly prompt: string | undefined };

export type WorkerAnswer = Listened | Written;

export interface WorkerOptions {
  readonly python: string;
  /** Named in failures. */
  readonly name: string;
  /** With `config.json` and the weights; null to learn whether the worker can run at all, and then end. */
  readonly directory: string | null;
  readonly threads: number;
  readonly memoryMb?: number | undefined;
}

/** A worker, and what it says when it is ready. */
export interface Worker extends StartedProgram<WorkerQuestion, WorkerAnswer> {
  /**
   * Instead of `greet`.
   * @throws {Failure} `engine-unavailable` when the library or the model does not load
   */
  ready(): Promise<Ready>;
}

const SCRIPT = fileURLToPath(new URL("../../../tools/mlx/worker.py", import.meta.url));

/** Starts the Python worker. It ends with this process, in the middle of a window too. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { python, name, directory, threads, memoryMb } = options;
  const program = startProgram({
    command: python,
    args: [SCRIPT, directory ?? "--probe"],
    environment: await workerEnvironment(threads),
    memoryMb,
    readsInput: true,
  });
  const next = linesOf(program);
  let questions = 0;
  let hasListened = false;
  const ready = async (): Promise<Ready> => {
    const greeting = Greeting.parse(JSON.parse(await next()));
    if (greeting.event === "ready") return greeting;
    throw new Failure("engine-unavailable", complaint(name, greeting));
  };
  return {
    program,
    ready,
    async greet() {
      await ready();
    },
    async ask(question) {
      // It was started anew since the window was listened to, so that is lost.
      if (question.do === "write" && !hasListened) throw new Error("no window has been listened to");
      hasListened = true;
      const id = ++questions;
      program.input?.write(`${JSON.stringify({ id, ...spelled(question) })}\n`);
      const expected: ZodType<WorkerAnswer | Refusal> = question.do === "listen" ? Listened : Written;
      const answer = readAnswer(expected, await next());
      if (answer.event === "error")
        throw new Failure("engine-failed", `${name} could not finish a window: ${answer.message}`);
      if (answer.id !== id) throw new Error("it answered another question");
      return answer;
    },
  };
}

/** What it said may hold speech, so it is not quoted. */
function readAnswer<Answer>(expected: ZodType<Answer>, line: string): Answer {
  try {
    return expected.parse(JSON.parse(line));
  } catch {
    throw new Error("an answer that cannot be read");
  }
}

/** The lines a program writes, one a call. Rejects when it has ended. */
function linesOf({ output }: Program): () => Promise<string> {
  const lines = createInterface({ input: output })[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await lines.next();
    if (done) throw new Error("it ended without an answer");
    return value;
  };
}

/** Samples as base64 of 32-bit numbers: JSON has no bytes, and numbers one by one take three times as long to read. */
function spelled(question: WorkerQuestion): object {
  if (question.do === "write") return { ...question, prompt: question.prompt ?? null };
  const { buffer, byteOffset, byteLength } = question.samples;
  return { ...question, samples: Buffer.from(buffer, byteOffset, byteLength).toString("base64") };
}

const complaint = (name: string, { kind, message }: NeverReady): string =>
  kind === "import"
    ? `mlx-whisper does not load in the Python that ${name} is to run in (${message}). Install it with: ${INSTALL}`
    : `${name} could not be loaded: ${message}`;
