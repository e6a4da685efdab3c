import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Agent, FormData, fetch } from "undici";
import type { Task } from "../../domain/transcription.ts";
import { wavFile } from "../../domain/wav.ts";
import { startProgram } from "../host/program.ts";
import type { StartedProgram } from "../host/program-host.ts";
import { Answer } from "./answer.ts";
import { freePort } from "./free-port.ts";

/** One window, and how it is to be heard. */
export interface ServerQuestion {
  /** 16 kHz mono. */
  readonly samples: Float32Array;
  readonly task: Task;
  /** A code as Whisper knows it, or `auto`. */
  readonly language: string;
  /** Tells the language and writes no text. */
  readonly onlyLanguage?: boolean;
  /** Whether the answer says how likely each language is: the encoder runs once more for it. */
  readonly withProbabilities?: boolean;
  readonly prompt?: string | undefined;
  readonly beamSize?: number | undefined;
}

export interface ServerOptions {
  /** The program `whisper-server`. */
  readonly command: string;
  readonly model: string;
  readonly threads: number;
  readonly memoryMb?: number | undefined;
}

/** Starts whisper-server at an address of this machine that nobody else knows. */
export async function startServer(options: ServerOptions): Promise<StartedProgram<ServerQuestion, Answer>> {
  const { command, model, threads, memoryMb } = options;
  const port = await freePort();
  const path = `/${randomBytes(16).toString("hex")}`;
  const place = ["--host", "127.0.0.1", "--port", String(port), "--request-path", path];
  const args = ["--model", model, "--threads", String(threads), ...place];
  const program = startProgram({ command, args, memoryMb });
  // It says there what it was asked; nobody reads it, and a full pipe would stop it.
  program.output.resume();
  const address = `http://127.0.0.1:${port}${path}`;
  return { program, greet: () => untilLoaded(address, program.end), ask: (question) => ask(address, question) };
}

const LOOK_EVERY_MS = 25;

/** A window may take as long as the watch over the program believes it. */
const patient = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

/** It listens when the model has been loaded. */
async function untilLoaded(address: string, end: AbortSignal): Promise<void> {
  while (!end.aborted) {
    const health = await fetch(`${address}/health`, { signal: end }).catch(() => null);
    await health?.body?.cancel();
    if (health?.ok) return;
    await pause(LOOK_EVERY_MS);
  }
}

async function ask(address: string, question: ServerQuestion): Promise<Answer> {
  const request = { method: "POST", body: formOf(question), dispatcher: patient };
  const response = await fetch(`${address}/inference`, request);
  const answer = Answer.safeParse(await response.json().catch(() => null));
  if (answer.success) return answer.data;
  // What it said may hold speech.
  throw new Error(`an answer that cannot be read (HTTP ${response.status})`);
}

function formOf({ samples, task, language, prompt, beamSize = 1, ...wants }: ServerQuestion): FormData {
  const form = new FormData();
  form.set("file", new Blob([wavFile(samples)], { type: "audio/wav" }), "window.wav");
  form.set("response_format", "verbose_json");
  form.set("language", language);
  form.set("translate", String(task === "translate"));
  form.set("detect_language", String(wants.onlyLanguage === true));
  form.set("no_language_probabilities", String(wants.withProbabilities !== true));
  if (prompt !== undefined) form.set("prompt", prompt);
  if (beamSize > 1) form.set("beam_size", String(beamSize));
  return form;
}
