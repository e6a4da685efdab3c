import { expect, it } from "vitest";
import { type FrameSpan, spanFinder } from "./speech-spans.ts";

const speech = (frames: number, probability = 0.9): number[] => new Array(frames).fill(probability);
const silence = (frames: number): number[] => speech(frames, 0.02);

/** Park and Miller's generator: the same probabilities every time. */
function chance(seed: number): () => number {
  let state = seed * 65_537;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Runs and dips of any length, now and then longer than a span may be. */
function wander(seed: number): number[] {
  const next = chance(seed);
  return Array.from({ length: 60 }).flatMap(() => {
    const [low, high] = next() < 0.5 ? [0, 0.34] : [0.3, 1];
    return Array.from({ length: 1 + next() ** 3 * 90 }, () => low + next() * (high - low));
  });
}

function spansOf(probabilities: readonly number[], longest = 1_000): FrameSpan[] {
  const finder = spanFinder({ longest });
  const spans = probabilities.map((probability) => finder.take(probability));
  return [...spans, finder.finish()].filter((span) => span !== undefined);
}

it("begins where speech is likelier than not, and goes on while it may still be speech", () => {
  expect(spansOf([...silence(5), ...speech(4, 0.45), ...speech(6, 0.5), ...speech(9, 0.36), ...silence(20)])).toEqual([
    { start: 9, end: 24, goesOn: false },
  ]);
});

it("keeps pauses shorter than half a second, and ends where a longer one begins", () => {
  expect(spansOf([...speech(10), ...silence(15), ...speech(10), ...silence(16), ...speech(10)])).toEqual([
    { start: 0, end: 35, goesOn: false },
    { start: 51, end: 61, goesOn: false },
  ]);
});

it("takes a burst of less than a tenth of a second for a click", () => {
  expect(spansOf([...speech(2), ...silence(20), ...speech(3), ...silence(20)])).toEqual([
    { start: 22, end: 25, goesOn: false },
  ]);
});

it("ends with the recording, less the silence at its end", () => {
  expect(spansOf([...silence(3), ...speech(10), ...silence(4)])).toEqual([{ start: 3, end: 13, goesOn: false }]);
  expect(spansOf(silence(50))).toEqual([]);
  expect(spansOf([])).toEqual([]);
});

it("cuts speech without a pause where its second half sounds least like speech", () => {
  const early = [...speech(20), ...speech(3, 0.4)];
  const late = [...speech(40), ...speech(3, 0.6)];
  expect(spansOf([...early, ...late, ...speech(70)], 100)).toEqual([
    { start: 0, end: 64, goesOn: true },
    { start: 64, end: 136, goesOn: false },
  ]);
});

it("makes no span of the silence behind speech that was just cut for its length", () => {
  for (let frames = 80; frames <= 105; frames++) {
    const spans = spansOf([...speech(frames), ...silence(40)], 100);
    expect(spans.reduce((sum, { start, end }) => sum + end - start, 0)).toBeLessThan(frames + 16);
    for (const { start } of spans) expect(start).toBeLessThan(frames);
  }
});

it("keeps the last frames of speech that ends right after a cut", () => {
  const spans = spansOf([...speech(98), 0.4, 0.9, ...silence(30)], 100);
  expect(spans).toEqual([
    { start: 0, end: 98, goesOn: true },
    { start: 98, end: 100, goesOn: false },
  ]);
});

it("gives spans in order, none too long, and all speech of a tenth of a second", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const probabilities = wander(seed);
    const spans = spansOf(probabilities, 100);
    const isInside = probabilities.map(() => false);
    for (const [index, { start, end }] of spans.entries()) {
      expect(start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
      expect(end - start).toBeGreaterThan(0);
      expect(end - start).toBeLessThanOrEqual(100);
      isInside.fill(true, start, end);
    }
    const isSpeech = (frame: number) => (probabilities[frame] ?? 0) >= 0.5;
    const lost = isInside.findIndex(
      (inside, frame) => !inside && isSpeech(frame) && isSpeech(frame + 1) && isSpeech(frame + 2),
    );
    expect(lost).toBe(-1);
  }
});

it("never says that the past is settled and then begins a span there", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const finder = spanFinder({ longest: 100 });
    const steps = wander(seed).map((probability) => {
      const settled = finder.openFrom;
      return { settled, span: finder.take(probability), openFrom: finder.openFrom };
    });
    expect(steps.filter(({ settled, span }) => span && span.start < settled)).toEqual([]);
    expect(steps.filter(({ settled, openFrom }) => openFrom < settled)).toEqual([]);
  }
});
