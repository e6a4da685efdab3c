import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { isMissing } from "../../domain/system-errors.ts";
import { Failure } from "../../index.ts";
import { lastLine } from "../speed/last-line.ts";
import { type ProgramEnd, runProgram } from "../speed/run-program.ts";
import type { System } from "../speed/system.ts";
import type { PeerOptions } from "./peer-options.ts";

const SCRIPT = fileURLToPath(new URL("../../../tools/peers/faster_whisper_run.py", import.meta.url));

const Answer = z.object({ seconds: z.number(), processorSeconds: z.number(), text: z.string() });

/**
 * faster-whisper, int8 and greedy: in batches of eight, or one window after another. Its clock begins when the model is
 * loaded; processor time is of the same stretch.
 * @throws {Failure} `option-invalid`, naming what is missing and how to get it.
 */
export async function fasterWhisper(
  mode: "batched" | "sequential",
  { python, fasterWhisperModel: model, threads, language, environment, signal }: PeerOptions,
): Promise<System> {
  const call = (words: readonly string[], until: AbortSignal) =>
    runProgram({ command: python, words, environment, signal: until });
  const version = await versionOf(python, (words) => call(words, signal));
  if (/[/\\]/.test(model) && !existsSync(model)) {
    throw new Failure("option-invalid", `There is no faster-whisper model at ${model} (--faster-whisper-model).`);
  }
  return {
    name: `faster-whisper ${version} int8, ${mode === "batched" ? "batches of 8" : "sequential"}, beam 1`,
    async run(file, until) {
      const ended = await call([SCRIPT, model, file, language, String(threads), mode], until);
      const answer = Answer.safeParse(ended.code === 0 ? JSON.parse(lastLine(ended.stdout)) : undefined);
      if (answer.success) return { ...answer.data, peakBytes: ended.peakBytes };
      throw new Failure("engine-failed", `faster-whisper ended badly: ${lastLine(ended.stderr)}`);
    },
  };
}

async function versionOf(python: string, call: (words: readonly string[]) => Promise<ProgramEnd>): Promise<string> {
  const asked = await call(["-c", "import faster_whisper; print(faster_whisper.__version__)"]).catch((error) => {
    if (!isMissing(error)) throw error;
    const remedy = "Install Python, or name it: --python PATH";
    throw new Failure("option-invalid", `faster-whisper needs Python, and there is no ${python}. ${remedy}`);
  });
  if (asked.code === 0) return lastLine(asked.stdout);
  throw new Failure(
    "option-invalid",
    `faster-whisper is not installed for ${python}. Run: ${python} -m pip install faster-whisper`,
  );
}
