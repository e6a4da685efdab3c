import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { SAMPLE_RATE, type Span } from "../../domain/audio.ts";
import type { CoverageEntry } from "../../domain/coverage.ts";
import { extentOf, type Window } from "../../domain/window.ts";
import { FRAME_SAMPLES } from "../../ports/speech-detector.ts";
import { type CutEvent, type CutOptions, cut } from "./cut.ts";
import type { HeardSound } from "./listen.ts";

const WHISPER: CutOptions = { windowSeconds: 29.9, fill: "full" };
const FRAME = FRAME_SAMPLES / SAMPLE_RATE;
const PAD = 7 * FRAME;

/** What is heard, for so many seconds. */
type Stretch = readonly [what: "speech" | "silence" | "noise", seconds: number];
type Recording = Pick<HeardSound, "samples" | "probabilities">;

/** Park and Miller's generator: the same recordings every time. */
function chance(seed: number): () => number {
  let state = seed * 65_537;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A recording in which hardly two samples are alike, so that none can stand for another unseen. */
function record(...stretches: readonly Stretch[]): Recording {
  const next = chance(stretches.length);
  const frames = stretches.flatMap(([what, seconds]) => new Array<Stretch[0]>(Math.round(seconds / FRAME)).fill(what));
  const samples = new Float32Array(frames.length * FRAME_SAMPLES);
  for (const [frame, what] of frames.entries()) {
    const loudness = what === "silence" ? 0.001 : 0.5;
    for (let i = 0; i < FRAME_SAMPLES; i++) samples[frame * FRAME_SAMPLES + i] = (next() * 2 - 1) * loudness;
  }
  const probabilities = Float32Array.from(frames, (what) => (what === "speech" ? 0.5 + next() / 2 : next() / 4));
  return { samples, probabilities };
}

/** Speech, pauses, silences and noises of all lengths, speech longer than a window among them. */
function wander(seed: number): Recording {
  const next = chance(seed);
  const stretches = Array.from({ length: 10 }, (_, index): Stretch => {
    if (index % 2 === 0) return ["speech", 0.1 + next() ** 3 * 60];
    return [next() < 0.5 ? "silence" : "noise", 0.04 + next() ** 3 * 40];
  });
  return record(...stretches.slice(Math.floor(next() * 2)));
}

const wanderings = Array.from({ length: 6 }, (_, index) => wander(index + 1));

async function* inBlocks({ samples, probabilities }: Recording, framesOf: () => number): AsyncIterable<HeardSound> {
  for (let at = 0; at < probabilities.length; ) {
    const end = Math.min(at + framesOf(), probabilities.length);
    yield {
      samples: samples.slice(at * FRAME_SAMPLES, end * FRAME_SAMPLES),
      probabilities: probabilities.slice(at, end),
      seconds: (end - at) * FRAME,
    };
    at = end;
  }
}

interface Pieces {
  readonly windows: readonly Window[];
  readonly quiet: readonly CoverageEntry[];
  readonly seconds: readonly number[];
}

async function cutUp(recording: Recording, options = WHISPER, framesOf = () => 250): Promise<Pieces> {
  const events: CutEvent[] = [];
  for await (const event of cut(inBlocks(recording, framesOf), options)) events.push(event);
  return {
    windows: events.flatMap((event) => (event.type === "window" ? [event.window] : [])),
    quiet: events.flatMap((event) => (event.type === "quiet" ? [event.entry] : [])),
    seconds: events.flatMap((event) => (event.type === "cut" ? [event.seconds] : [])),
  };
}

const toSample = (seconds: number): number => Math.round(seconds * SAMPLE_RATE);
const partsOf = (windows: readonly Window[]) => windows.flatMap(({ parts }) => parts);
const spansOf = (windows: readonly Window[]): Span[] =>
  partsOf(windows).map(({ start, seconds }) => ({ start, end: start + seconds }));

/** A span whose numbers are sums in another order. */
function near(start: number, end: number): Span {
  const about = (seconds: number): number => expect.closeTo(seconds, 6); // matches a number
  return { start: about(start), end: about(end) };
}

/** How often each frame of a recording lies in one of the spans. */
function countFrames(recording: Recording, spans: readonly Span[]): number[] {
  const counts = new Array<number>(recording.probabilities.length).fill(0);
  for (const { start, end } of spans)
    for (let frame = Math.round(start / FRAME); frame < Math.round(end / FRAME); frame++)
      counts[frame] = (counts[frame] ?? 0) + 1;
  return counts;
}

describe("recordings of all kinds", () => {
  it("are cut the same whatever the size of the blocks they come in", async () => {
    const print = ({ windows, quiet, seconds }: Pieces) => ({
      windows: windows.map(({ samples, ...rest }) => ({
        ...rest,
        sha: createHash("sha1").update(samples).digest("hex"),
      })),
      quiet,
      seconds: seconds.at(-1)?.toFixed(6),
    });
    for (const [index, recording] of wanderings.entries()) {
      const whole = print(await cutUp(recording, WHISPER, () => 1e9));
      const next = chance(index + 1);
      for (const framesOf of [() => 1, () => 250, () => 1 + Math.floor(next() * 90)])
        expect(print(await cutUp(recording, WHISPER, framesOf))).toEqual(whole);
    }
  });

  it.each(["full", "single"] as const)("have each frame of speech in exactly one window (%s)", async (fill) => {
    for (const recording of wanderings) {
      const { windows } = await cutUp(recording, { ...WHISPER, fill });
      const counts = countFrames(recording, spansOf(windows));
      expect(Math.max(...counts)).toBe(1);
      expect(counts.findIndex((count, frame) => count === 0 && (recording.probabilities[frame] ?? 0) >= 0.5)).toBe(-1);
    }
  });

  it("are sounds of the recording, at the places their parts say", async () => {
    for (const recording of wanderings) {
      for (const { samples, parts } of (await cutUp(recording)).windows) {
        let at = 0;
        for (const { offset, start, seconds } of parts) {
          expect(toSample(offset)).toBe(at);
          const inRecording = recording.samples.subarray(toSample(start), toSample(start + seconds));
          expect(
            Buffer.compare(
              Buffer.from(samples.slice(at, at + inRecording.length).buffer),
              Buffer.from(inRecording.slice().buffer),
            ),
          ).toBe(0);
          at += inRecording.length;
        }
        expect(samples.length).toBe(at);
      }
    }
  });

  it("give windows in order that fit the engine and say where in them speech is", async () => {
    for (const recording of wanderings) {
      const { windows } = await cutUp(recording, { windowSeconds: 15, fill: "full" });
      expect(windows.map(({ index }) => index)).toEqual(windows.map((_, index) => index));
      for (const window of windows) {
        expect(window.samples.length).toBeLessThanOrEqual(15 * SAMPLE_RATE);
        expect(window.speech.length).toBeGreaterThan(0);
        for (const span of window.speech)
          expect(spansOf([window]).some(({ start, end }) => start <= span.start && span.end <= end + 1e-9)).toBe(true);
      }
      const starts = spansOf(windows).map(({ start }) => start);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    }
  });

  it("are, to the frame, either in a window or called quiet; both only in a short pause", async () => {
    for (const recording of wanderings) {
      const { windows, quiet } = await cutUp(recording);
      const inWindows = countFrames(recording, spansOf(windows));
      const inQuiet = countFrames(recording, quiet);
      const both = inQuiet.map((count, frame) => count + (inWindows[frame] ?? 0));
      expect(Math.max(...inQuiet)).toBeLessThanOrEqual(1);
      expect(Math.min(...both)).toBe(1);
      for (const pause of both.join("").match(/2+/g) ?? []) expect(pause.length * FRAME).toBeLessThan(3);
    }
  });

  it("give full windows and none of silence where speech ends just as it is cut for its length", async () => {
    const { samples, probabilities } = record(["speech", 1_100 * FRAME]);
    for (let frames = 900; frames <= 945; frames++) {
      const heard = probabilities
        .slice()
        .fill(0.02, 0, 20)
        .fill(0.02, 20 + frames);
      const { windows } = await cutUp({ samples, probabilities: heard });
      for (const window of windows) expect(window.samples.length).toBeLessThanOrEqual(29.9 * SAMPLE_RATE);
      const starts = windows.flatMap(({ speech }) => speech.map(({ start }) => start));
      expect(Math.max(...starts)).toBeLessThan((20 + frames) * FRAME);
    }
  });
});

it("cuts speech without a pause at its least likely moment, without loss or overlap", async () => {
  const recording = record(["speech", 100]);
  recording.probabilities.fill(0.95).fill(0.6, 700, 703);
  const { windows, quiet } = await cutUp(recording);
  expect(quiet).toEqual([]);
  const spans = spansOf(windows);
  expect(spans[0]?.end).toBeCloseTo(701 * FRAME, 9);
  expect(spans.slice(1).map(({ start }) => start)).toEqual(spans.slice(0, -1).map(({ end }) => expect.closeTo(end, 9)));
  expect(spans.at(-1)?.end).toBeCloseTo(recording.probabilities.length * FRAME, 9);
});

it("keeps short pauses, leaves long silences out, and begins another window after half a minute", async () => {
  const recording = record(
    ["silence", 3.2],
    ["speech", 3.2],
    ["silence", 1.28],
    ["speech", 3.2],
    ["noise", 9.6],
    ["speech", 3.2],
    ["silence", 32],
    ["speech", 3.2],
    ["silence", 3.2],
  );
  const { windows } = await cutUp(recording);
  expect(windows.map((window) => spansOf([window]))).toEqual([
    [near(3.2 - PAD, 10.88 + PAD), near(20.48 - PAD, 23.68 + PAD)],
    [near(55.68 - PAD, 58.88 + PAD)],
  ]);
  expect(windows[0]?.speech).toEqual([near(3.2, 6.4), near(7.68, 10.88), near(20.48, 23.68)]);
});

it("gives each stretch of speech a window of its own where an engine has no other times", async () => {
  const recording = record(["speech", 3.2], ["silence", 0.64], ["speech", 3.2], ["silence", 0.32], ["speech", 1.6]);
  const { windows } = await cutUp(recording, { windowSeconds: 15, fill: "single" });
  expect(windows.map(({ speech }) => speech)).toEqual([[near(0, 3.2)], [near(3.84, 8.96)]]);
  expect(windows.map(extentOf)).toEqual([near(0, 3.2 + PAD), near(3.84 - PAD, 8.96)]);
});

it("tells silence from noise where nobody speaks, and gives no window for either", async () => {
  const { windows, quiet, seconds } = await cutUp(record(["silence", 20], ["noise", 20]));
  expect(windows).toEqual([]);
  const kinds = quiet.map(({ kind }) => kind).join(" ");
  expect(kinds).toBe("silence silence silence silence noise noise noise noise noise");
  expect(seconds.at(-1)).toBeCloseTo(40, 6);
});

it("makes nothing of an empty recording", async () => {
  expect(await cutUp(record())).toEqual({ windows: [], quiet: [], seconds: [0] });
});

it("says how much has gone through, and at last the exact length without the filling of the last frame", async () => {
  async function* sound(): AsyncIterable<HeardSound> {
    const { samples, probabilities } = record(["speech", 8]);
    yield { samples, probabilities, seconds: 8 };
    yield { samples: samples.subarray(0, FRAME_SAMPLES), probabilities: probabilities.subarray(0, 1), seconds: 0.01 };
  }
  const seconds: number[] = [];
  for await (const event of cut(sound(), WHISPER)) if (event.type === "cut") seconds.push(event.seconds);
  expect(seconds).toEqual([8, 8.01, 8.01]);
});

it("has nothing of the last frame's filling in a window", async () => {
  const { samples, probabilities } = record(["speech", 3.2]);
  async function* sound(): AsyncIterable<HeardSound> {
    yield { samples, probabilities, seconds: 3.19 };
  }
  const windows: Window[] = [];
  for await (const event of cut(sound(), WHISPER)) if (event.type === "window") windows.push(event.window);
  expect(windows.map(({ samples }) => samples.length)).toEqual([3.19 * SAMPLE_RATE]);
  expect(windows.map(extentOf)).toEqual([{ start: 0, end: 3.19 }]);
  expect(windows[0]?.speech).toEqual([{ start: 0, end: 3.19 }]);
});

it("gives a window while the recording still comes", async () => {
  const recording = record(["speech", 20], ["silence", 2], ["speech", 20], ["silence", 200]);
  let blocks = 0;
  const counted = () => {
    blocks++;
    return 25;
  };
  for await (const event of cut(inBlocks(recording, counted), WHISPER)) if (event.type === "window") break;
  expect(blocks * 25 * FRAME).toBeLessThan(44);
});

it("holds a bounded stretch of sound through a recording of two hours", async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const held = async () => {
    collect();
    await nextTurn(); // The memory of arrays is given back behind the collector.
    collect();
    return process.memoryUsage().arrayBuffers / 2 ** 20;
  };
  const minute = record(["speech", 35], ["silence", 12], ["speech", 5], ["noise", 8]);
  const before = await held();
  const megabytes: number[] = [];
  async function* twoHours(): AsyncIterable<HeardSound> {
    for (let minutes = 0; minutes < 120; minutes++) {
      if (minutes % 20 === 10) megabytes.push((await held()) - before);
      yield* inBlocks(minute, () => 250);
    }
  }
  let windows = 0;
  for await (const event of cut(twoHours(), WHISPER)) if (event.type === "window") windows++;
  expect(windows).toBeGreaterThanOrEqual(240);
  // An open window, a span that may become one, a block and a few seconds: 80 s of sound at most.
  expect(Math.max(...megabytes)).toBeLessThan(8);
});
