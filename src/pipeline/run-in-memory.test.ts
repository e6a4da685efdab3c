import { expect, it } from "vitest";
import { Failure } from "../domain/failure.ts";
import type { TranscriptionEvent } from "../domain/transcription.ts";
import type { Engine, EngineEvent } from "../ports/engine.ts";
import type { MediaDecoder } from "../ports/media.ts";
import { runInMemory } from "./run-in-memory.ts";
import { loudnessDetector, playedEngine, windowText } from "./testing/played-ports.ts";

// The ports are played by plain objects: a "recording" whose loud seconds are speech, and an engine that counts.

const never = new AbortController().signal;

/** Sound of so many seconds, speech where the pattern has a 1. */
function decoderOf(pattern: string): MediaDecoder {
  return {
    describe: async () => "a pattern",
    probe: async () => ({ container: "none", seconds: pattern.length, sound: [] }),
    async *decode(_path, _options, signal) {
      for (const second of pattern) {
        signal.throwIfAborted();
        yield { type: "samples", channels: [new Float32Array(16_000).fill(Number(second) / 2)] };
      }
    },
  };
}

/** A text of a window, as sure as is said. */
const text = (window: number, averageLogProbability = -0.1): EngineEvent => {
  const said = windowText(window);
  return said.type === "text" ? { ...said, heard: { ...said.heard, averageLogProbability } } : said;
};

async function run(
  pattern: string,
  engine: Engine,
  options: { language?: string } = {},
): Promise<TranscriptionEvent[]> {
  const events: TranscriptionEvent[] = [];
  const wish = { path: "pattern", task: "transcribe", warnings: ["said before"], ...options } as const;
  for await (const event of runInMemory(
    { decoder: decoderOf(pattern), detector: loudnessDetector, engine },
    wish,
    never,
  ))
    events.push(event);
  return events;
}

function transcriptOf(events: readonly TranscriptionEvent[]) {
  const last = events.at(-1);
  if (last?.type !== "transcript") throw new Error("The last event is no transcript");
  return last.transcript;
}

it("gives segments in order, a ledger without holes, and what was said before", async () => {
  const events = await run(
    "0110011000110",
    playedEngine((window) => [text(window)]),
    { language: "de" },
  );
  const { segments, coverage, seconds, warnings, language } = transcriptOf(events);
  expect(segments.map((segment) => segment.text)).toEqual(["window 0", "window 1", "window 2"]);
  expect(seconds).toBe(13);
  expect(coverage.map(({ kind }) => kind).filter((kind) => kind === "transcribed")).toHaveLength(3);
  expect([coverage[0]?.start, coverage.at(-1)?.end]).toEqual([0, 13]);
  expect([warnings, language]).toEqual([["said before"], "de"]);
});

it("recognises the first window alone and later ones together", async () => {
  const engine = playedEngine((window) => [text(window)]);
  await run("010".repeat(7), engine, { language: "de" });
  expect(engine.pieces).toEqual([[0], [1, 2, 3, 4], [5, 6]]);
});

it("works on two pieces at once where the language is known, and tells them in their order", async () => {
  const played = playedEngine((window) => [text(window)]);
  let [open, most] = [0, 0];
  const engine: Engine = {
    ...played,
    async *recognise(windows, options, signal) {
      most = Math.max(most, ++open);
      // The later piece is done first.
      await new Promise((resolve) => setTimeout(resolve, windows[0]?.index === 1 ? 60 : 10));
      open--;
      yield* played.recognise(windows, options, signal);
    },
  };
  const known = await run("010".repeat(13), engine, { language: "de" });
  expect(most).toBe(2);
  expect(transcriptOf(known).segments.map(({ text: said }) => said)).toEqual(
    Array.from({ length: 13 }, (_, window) => `window ${window}`),
  );
  most = 0;
  await run("010".repeat(3), { ...engine, recognise: (...asked) => engine.recognise(...asked) });
  expect(most).toBe(1);
});

it("asks again for the language until a sure guess comes with text that stands", async () => {
  const guess = (probability: number): EngineEvent => ({ type: "language", language: "de", probability });
  const answers: Record<number, readonly EngineEvent[]> = {
    0: [guess(0.9), text(0, -3)],
    1: [guess(0.3), text(1)],
    5: [guess(0.8), text(5)],
  };
  const engine = playedEngine((window) => answers[window] ?? [text(window)]);
  const events = await run("010".repeat(10), engine);
  expect(engine.asked.map(({ likelyLanguage }) => likelyLanguage)).toEqual([undefined, undefined, undefined, "de"]);
  expect(events.filter(({ type }) => type === "language")).toHaveLength(1);
  expect(transcriptOf(events).suppressed).toHaveLength(1);
});

it("does a piece again when the engine's process was lost, and gives its text once", async () => {
  let lost = 0;
  const engine = playedEngine((window) => {
    if (window === 0 && lost++ < 2) throw new Failure("engine-lost", "gone");
    return [text(window)];
  });
  const { segments } = transcriptOf(await run("010", engine, { language: "de" }));
  expect(segments.map((segment) => segment.text)).toEqual(["window 0"]);
  expect(engine.asked).toHaveLength(3);
});

it("passes on any other failure, and stops decoding", async () => {
  const engine = playedEngine(() => {
    throw new Failure("engine-failed", "no");
  });
  await expect(run("010".repeat(500), engine)).rejects.toMatchObject({ code: "engine-failed" });
});

it("finds no language where nobody speaks", async () => {
  const events = await run(
    "000",
    playedEngine((window) => [text(window)]),
  );
  expect(transcriptOf(events)).toMatchObject({ language: null, segments: [], coverage: [{ kind: "silence", end: 3 }] });
});
