import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../domain/failure.ts";
import { modelHost } from "../engines/host/host.ts";
import type { InstalledModel } from "../ports/model-store.ts";
import type { DetectorAnswer, SpeechDetector } from "../ports/speech-detector.ts";
import type { SileroQuestion, SileroSettings } from "./silero-model.ts";

const MODULE = new URL(`./silero-model${extname(fileURLToPath(import.meta.url))}`, import.meta.url).href;

/**
 * Silero VAD v6 in a child process of its own. The process starts with the first question.
 * @throws {Failure} `model-corrupt` when the model has no such file.
 */
export function sileroDetector({ name, files }: InstalledModel, { stallMs }: { stallMs: number }): SpeechDetector {
  const path = files.model;
  if (path === undefined)
    throw new Failure("model-corrupt", `${name} lacks its file; run: scribewell models pull ${name}`);
  // One thread: the network is tiny, and the other cores belong to the recogniser.
  const settings: SileroSettings = { path, threads: 1 };
  const host = modelHost<SileroQuestion, DetectorAnswer>({ name, module: MODULE, settings, stallMs });
  return {
    async listen(samples, memory, signal) {
      let heard: DetectorAnswer | undefined;
      for await (const answer of host.ask({ samples, memory }, signal)) heard = answer;
      if (!heard) throw new Error("The voice activity model gave no answer");
      return heard;
    },
    close: host.close,
  };
}
