import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../../domain/failure.ts";
import type { Engine, EngineEvent } from "../../ports/engine.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import { modelHost } from "../host/host.ts";
import type { EngineOptions } from "./engine-options.ts";
import { processMeans } from "./memory/process-means.ts";
import type { MoonshineQuestion, MoonshineSettings } from "./moonshine/moonshine-model.ts";

const MODULE = new URL(`./moonshine/moonshine-model${extname(fileURLToPath(import.meta.url))}`, import.meta.url).href;

/** Moonshine was trained on utterances of up to 64 s; short windows keep its cues close to the speech. */
const WINDOW_SECONDS = 15;

/** Moonshine (English) in one child process. Without word times its cues come from the speech spans. */
export function moonshineEngine(
  { name, files }: InstalledModel,
  { threads, stallMs, provider, memoryMb }: EngineOptions,
): Engine {
  const { encoder, decoder } = files;
  if (!encoder || !decoder)
    throw new Failure("model-corrupt", `${name} lacks a file; run: scribewell models pull ${name}`);
  // One window after another: there are no batches to be made smaller.
  const processes = processMeans({ name, means: { provider, batchWindows: 1 }, warnings: [], threads, memoryMb });
  const host = modelHost<MoonshineQuestion, EngineEvent>({
    name,
    module: MODULE,
    stallMs,
    memoryMb,
    onLoss: processes.onLoss,
    get settings(): MoonshineSettings {
      return { files: { encoder, decoder }, ...processes.given() };
    },
  });
  return {
    name,
    abilities: {
      languages: ["en"],
      words: false,
      detectsLanguage: true,
      translate: false,
      prompt: false,
      beam: false,
      windowSeconds: WINDOW_SECONDS,
      windowsAtOnce: 4,
    },
    recognise(windows, options, signal) {
      const question = { windows: windows.map(({ index, samples }) => ({ index, samples })), options };
      return host.ask(question, signal, { urgency: options.urgency });
    },
    warm: () => host.warm(),
    load: host.load,
    unload: host.unload,
    processes: () => (host.pid === undefined ? [] : [host.pid]),
    close: host.close,
  };
}
