import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, type FailureCode } from "../../index.ts";
import { lastLine } from "./last-line.ts";
import { runProgram } from "./run-program.ts";
import type { System } from "./system.ts";

/** What `timed-run.ts` prints. */
export type TimedReply =
  | {
      readonly seconds: number;
      readonly processorSeconds: number | null;
      readonly recordingSeconds: number;
      readonly text: string;
    }
  | { readonly failure: { readonly code: FailureCode; readonly message: string } };

const here = fileURLToPath(import.meta.url);
const ENTRY = fileURLToPath(new URL(`./timed-run${extname(here)}`, import.meta.url));

/**
 * This product, in a process of its own for each run. That process transcribes the recording twice and the second time
 * counts, so no loading of a model does. Processor time is that of the second time, over all processes: decoder, voice
 * activity and recognition. Memory is the most of both times.
 */
export function scribewellSystem({
  model,
  language,
  threads,
  environment,
}: {
  /** Left out, the product chooses. */
  model?: string | undefined;
  language: string;
  threads: number;
  /** The settings; `THREADS` is replaced. */
  environment: Readonly<Record<string, string | undefined>>;
}): System {
  return {
    name: model === undefined ? "Scribewell" : `Scribewell, ${model}`,
    async run(file, signal) {
      const words = [...process.execArgv, ENTRY, file, language, ...(model === undefined ? [] : [model])];
      const settings = { ...environment, THREADS: String(threads) };
      const ended = await runProgram({ command: process.execPath, words, environment: settings, signal });
      if (ended.code !== 0)
        throw new Failure("engine-failed", `A run of Scribewell itself ended badly: ${lastLine(ended.stderr)}`);
      const reply = JSON.parse(lastLine(ended.stdout)) as TimedReply;
      if ("failure" in reply) throw new Failure(reply.failure.code, reply.failure.message);
      return { ...reply, peakBytes: ended.peakBytes };
    },
  };
}
