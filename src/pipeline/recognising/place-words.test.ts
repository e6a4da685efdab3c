import { expect, it } from "vitest";
import type { Span } from "../../domain/audio.ts";
import type { Word } from "../../domain/transcript.ts";
import { extentOf, type Window, type WindowPart } from "../../domain/window.ts";
import type { HeardWord } from "../../ports/engine.ts";
import { placeWords } from "./place-words.ts";

const heard = (start: number, end: number, text = " word"): HeardWord => ({ start, end, text, confidence: 0.9 });

const windowOf = (parts: readonly WindowPart[], speech: readonly Span[]): Window => ({
  index: 0,
  samples: new Float32Array(0),
  parts,
  speech,
});

/** 4 s from second 100 and 4 s from second 200; speech begins and ends half a second inside. */
const seam = windowOf(
  [
    { offset: 0, start: 100, seconds: 4 },
    { offset: 4, start: 200, seconds: 4 },
  ],
  [
    { start: 100.5, end: 103.5 },
    { start: 200.5, end: 203.5 },
  ],
);

const timesOf = (words: readonly Word[]): [number, number][] => words.map(({ start, end }) => [start, end]);

it("moves words to their place in the recording, text and confidence with them", () => {
  expect(placeWords(seam, [heard(1, 1.5, " one"), heard(6, 6.5, " two.")])).toEqual([
    { start: 101, end: 101.5, text: " one", confidence: 0.9 },
    { start: 202, end: 202.5, text: " two.", confidence: 0.9 },
  ]);
});

it("holds a word that reaches into a pause to the speech beside it", () => {
  const [word] = placeWords(seam, [heard(0, 1)]);
  expect(word?.start).toBeCloseTo(100.4, 9);
  expect(word?.end).toBe(101);
});

it("puts a word over a seam on the side where most of it is spoken", () => {
  const [before] = placeWords(seam, [heard(3, 4.6)]);
  expect(before?.start).toBe(103);
  expect(before?.end).toBeCloseTo(103.6, 9);
  const [after] = placeWords(seam, [heard(3.4, 6)]);
  expect(after?.start).toBeCloseTo(200.4, 9);
  expect(after?.end).toBe(202);
});

it("leaves a word where it was heard if nobody seems to speak there", () => {
  expect(timesOf(placeWords({ ...seam, speech: [] }, [heard(1, 2)]))).toEqual([[101, 102]]);
});

it("gives words that were heard at one moment a little time each, one after another", () => {
  const times = timesOf(placeWords(seam, [heard(1, 1), heard(1, 1), heard(1, 1.5)]));
  expect(times.flat().map((time) => time.toFixed(2))).toEqual([
    ..."101.00 101.02 101.02 101.04 101.04 101.50".split(" "),
  ]);
});

it("does not let words that crowd at the end of a window run out of it", () => {
  const times = timesOf(placeWords(seam, [heard(6, 7.9), ...new Array<HeardWord>(30).fill(heard(8, 8))]));
  expect(times).toHaveLength(31);
  expect(times.at(-1)?.[1]).toBeLessThanOrEqual(204);
});

/** Park and Miller's generator: the same words every time. */
function chance(seed: number): () => number {
  let state = seed * 65_537;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Parts with speech somewhere in each. */
function anyWindow(next: () => number): Window {
  const parts: WindowPart[] = [];
  let [offset, start] = [0, next() * 100];
  for (let count = 1 + next() * 4; count > 0; count--) {
    const seconds = 0.3 + next() * 7;
    parts.push({ offset, start, seconds });
    offset += seconds;
    start += seconds + 1 + next() * 20;
  }
  const speech = parts.map((part) => {
    const begin = part.start + next() * part.seconds * 0.5;
    return { start: begin, end: begin + next() * (part.start + part.seconds - begin) };
  });
  return windowOf(parts, speech);
}

it("keeps any words in order, apart, and inside their window", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const next = chance(seed);
    const window = anyWindow(next);
    const times = Array.from({ length: 1 + next() * 60 }, () => Math.round(next() ** 2 * 1_500) / 50);
    times.sort((a, b) => a - b);
    const placed = placeWords(
      window,
      times.map((time, index) => heard(time, times[index + 1] ?? time)),
    );
    const flat = timesOf(placed).flat();
    expect(placed).toHaveLength(times.length);
    expect(flat).toEqual(flat.toSorted((a, b) => a - b));
    const { start, end } = extentOf(window);
    expect(flat[0]).toBeGreaterThanOrEqual(start);
    expect(flat.at(-1)).toBeLessThanOrEqual(end);
  }
});
