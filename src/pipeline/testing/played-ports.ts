import { readFile } from "node:fs/promises";
import type { Engine, EngineEvent, RecogniseOptions } from "../../ports/engine.ts";
import type { MediaDecoder } from "../../ports/media.ts";
import { FRAME_SAMPLES, type SpeechDetector } from "../../ports/speech-detector.ts";

/** Decodes files of digits: each is a second of sound, the louder the larger it is. */
export const digitDecoder: MediaDecoder = {
  describe: async () => "digits",
  probe: async (path) => ({ container: "digits", seconds: (await readFile(path, "utf8")).length, sound: [] }),
  async *decode(path, _options, signal) {
    for (const digit of await readFile(path, "utf8")) {
      signal.throwIfAborted();
      yield { type: "samples", channels: [new Float32Array(16_000).fill(Number(digit) / 16)] };
    }
  },
};

/** Hears speech in all that is not silent. */
export const loudnessDetector: SpeechDetector = {
  async listen(samples) {
    const probabilities = Float32Array.from({ length: samples.length / FRAME_SAMPLES }, (_, frame) =>
      (samples[frame * FRAME_SAMPLES] ?? 0) > 0 ? 0.9 : 0.1,
    );
    const nothing = new Float32Array(0);
    return { probabilities, memory: { hidden: nothing, cell: nothing, context: nothing } };
  },
  close: async () => {},
};

/** What a played engine says of a window. */
export type Answer = (
  window: number,
  options: RecogniseOptions,
  signal: AbortSignal,
) => readonly EngineEvent[] | Promise<readonly EngineEvent[]>;

/** An engine that takes windows of five seconds and answers as it is told, with what it was asked. */
export function playedEngine(answer: Answer): Engine & { asked: RecogniseOptions[]; pieces: number[][] } {
  const asked: RecogniseOptions[] = [];
  const pieces: number[][] = [];
  return {
    name: "onnx/whisper-base",
    abilities: {
      languages: ["en", "de"],
      words: false,
      detectsLanguage: true,
      translate: true,
      prompt: true,
      beam: true,
      windowSeconds: 5,
      windowsAtOnce: 4,
    },
    asked,
    pieces,
    warm: () => {},
    load: async () => {},
    unload: async () => {},
    processes: () => [],
    async *recognise(windows, options, signal) {
      asked.push(options);
      pieces.push(windows.map(({ index }) => index));
      for (const { index } of windows) yield* await answer(index, options, signal);
    },
    close: async () => {},
  };
}

/** A text of a window that can be believed. */
export const windowText = (window: number): EngineEvent => ({
  type: "text",
  heard: {
    window,
    text: `window ${window}`,
    language: "de",
    averageLogProbability: -0.1,
    noSpeechProbability: 0,
    temperature: 0,
  },
});
