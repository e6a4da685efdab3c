import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Window } from "../../src/domain/window.ts";
import type { Engine } from "../../src/ports/engine.ts";
import type { InstalledModel, ModelListing, ModelStore } from "../../src/ports/model-store.ts";

/** Its name among models. */
export const SCRIPTED = "scripted/voice";

const SAMPLES_A_SECOND = 16_000;

/**
 * An engine that takes a fixed share of the sound's length and says of each window what only its sound decides, so that
 * two results of one recording are equal or one of them is wrong.
 * @param realTimeFactor seconds of work for each second of sound
 */
export function scriptedEngine(realTimeFactor: number): Engine {
  return {
    name: SCRIPTED,
    abilities: {
      languages: ["en"],
      words: false,
      detectsLanguage: false,
      translate: false,
      prompt: false,
      beam: false,
      windowSeconds: 29.9,
      windowsAtOnce: 1,
    },
    warm: () => {},
    load: async () => {},
    unload: async () => {},
    processes: () => [],
    async *recognise(windows, _options, signal) {
      for (const window of windows) {
        await pause((window.samples.length / SAMPLES_A_SECOND) * realTimeFactor * 1000, undefined, { signal });
        yield { type: "text", heard: heardIn(window) };
      }
    },
    close: async () => {},
  };
}

function heardIn({ index, samples }: Window) {
  const digest = createHash("sha256").update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  return {
    window: index,
    text: ` ${digest.digest("hex").slice(0, 16)} was said here.`,
    language: "en",
    averageLogProbability: -0.1,
    noSpeechProbability: 0,
    temperature: 0,
  };
}

/** A store that has the scripted model too. */
export function withScripted(models: ModelStore): ModelStore {
  const model: InstalledModel = { name: SCRIPTED, files: {}, family: "whisper", tasks: null };
  const listing: ModelListing = {
    name: SCRIPTED,
    what: "scripted",
    family: "whisper",
    origin: "own",
    remote: false,
    licence: null,
    languages: ["en"],
    tasks: ["transcribe"],
    downloadBytes: null,
    memoryBytes: null,
    installed: { bytes: 0, source: "here", since: new Date(0).toISOString() },
  };
  return {
    ...models,
    list: async () => [...(await models.list()), listing],
    require: async (name, options) => (name === SCRIPTED ? model : models.require(name, options)),
  };
}
