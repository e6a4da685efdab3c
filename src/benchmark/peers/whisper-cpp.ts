import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { isMissing } from "../../domain/system-errors.ts";
import { Failure } from "../../index.ts";
import { lastLine } from "../speed/last-line.ts";
import { outlivedProcessorSeconds } from "../speed/process-family.ts";
import { type ProgramCall, type ProgramEnd, runProgram } from "../speed/run-program.ts";
import type { System } from "../speed/system.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";
import type { PeerOptions } from "./peer-options.ts";
import { whisperCppSeconds } from "./whisper-cpp-clock.ts";

/**
 * whisper.cpp, greedy, on the processor. Its time is what it prints as total without the loading of the model; processor
 * time is of its whole process and so counts loading too.
 * @throws {Failure} `option-invalid`, naming what is missing and how to get it.
 */
export async function whisperCpp(options: PeerOptions): Promise<System> {
  const { whisperCpp: command, threads, language, environment } = options;
  const model = modelOf(options);
  await checkProgram({ command, words: ["--help"], environment, signal: options.signal });
  return {
    name: `whisper.cpp, ${basename(model)}`,
    run(file, signal) {
      return inTemporaryFolder(async (folder) => {
        const out = join(folder, "heard");
        const asked = ["-m", model, "-f", file, "-t", String(threads), "-l", language, "-bs", "1", "-bo", "1", "-ng"];
        // Not "-nt": without timestamps it leaves the end of a window out where it stops early.
        const words = [...asked, "-otxt", "-of", out];
        const before = await outlivedProcessorSeconds();
        const ended = await runProgram({ command, words, environment, signal });
        const after = await outlivedProcessorSeconds();
        return {
          text: await readFile(`${out}.txt`, "utf8").catch((error) => failed(ended, error)),
          seconds: whisperCppSeconds(ended.stderr) ?? failed(ended),
          processorSeconds: before === null || after === null ? null : after - before,
          peakBytes: ended.peakBytes,
        };
      });
    },
  };
}

function failed({ stderr }: ProgramEnd, cause?: unknown): never {
  throw new Failure("engine-failed", `whisper.cpp ended badly: ${lastLine(stderr)}`, { cause });
}

function modelOf({ whisperCppModel: model }: PeerOptions): string {
  const remedy = "Its models are at huggingface.co/ggerganov/whisper.cpp, for example ggml-base-q5_1.bin";
  if (model === undefined) throw new Failure("option-invalid", `whisper.cpp needs --whisper-cpp-model FILE. ${remedy}`);
  if (!existsSync(model)) throw new Failure("option-invalid", `There is no whisper.cpp model at ${model}. ${remedy}`);
  return model;
}

async function checkProgram(call: ProgramCall): Promise<void> {
  try {
    const { code, stderr } = await runProgram(call);
    if (code === 0) return;
    throw new Failure("option-invalid", `${call.command} does not run: ${lastLine(stderr)}`);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const remedy = "Build it from github.com/ggml-org/whisper.cpp and name its program: --whisper-cpp PATH";
    throw new Failure("option-invalid", `whisper.cpp is not here: there is no ${call.command}. ${remedy}`);
  }
}
