import { expect, it } from "vitest";
import { SAMPLE_RATE } from "../../domain/audio.ts";
import type { Window } from "../../domain/window.ts";
import { type Packer, windowPacker } from "./pack-windows.ts";

/** A recording whose samples are their own numbers, in thousands. */
const sound = (start: number, end: number): Float32Array =>
  Float32Array.from({ length: end - start }, (_, i) => Math.floor((start + i) / 1_000));

/** Hands over stretches of speech, in seconds of the recording, and gives all windows. */
function pack(packer: Packer, ...stretches: readonly (readonly [start: number, end: number])[]): Window[] {
  const closed = stretches.map(([start, end]) =>
    packer.add({
      speech: { start: start + 0.1, end: end - 0.1 },
      start: start * SAMPLE_RATE,
      end: end * SAMPLE_RATE,
      sound,
    }),
  );
  return [...closed, packer.finish()].filter((window) => window !== undefined);
}

const full = () => windowPacker({ seconds: 30, fill: "full" });

it("keeps a short pause as it was, sound and all", () => {
  const [window, ...others] = pack(full(), [2, 4], [4.5, 6]);
  expect(others).toEqual([]);
  expect(window).toEqual({
    index: 0,
    samples: sound(2 * SAMPLE_RATE, 6 * SAMPLE_RATE),
    parts: [{ offset: 0, start: 2, seconds: 4 }],
    speech: [
      { start: 2.1, end: 3.9 },
      { start: 4.6, end: 5.9 },
    ],
  });
});

it("takes a long pause out and says where each part lies", () => {
  const [window] = pack(full(), [2, 4], [12, 13], [20, 21]);
  expect(window?.parts).toEqual([
    { offset: 0, start: 2, seconds: 2 },
    { offset: 2, start: 12, seconds: 1 },
    { offset: 3, start: 20, seconds: 1 },
  ]);
  expect(window?.samples.length).toBe(4 * SAMPLE_RATE);
  expect(window?.samples.at(2 * SAMPLE_RATE)).toBe(192);
});

it("fills a window to its last sample and no further", () => {
  expect(pack(full(), [0, 20], [40, 50])).toHaveLength(1);
  expect(pack(full(), [0, 20], [40, 50 + 1 / SAMPLE_RATE])).toHaveLength(2);
  expect(pack(full(), [0, 20], [20.5, 30])).toHaveLength(1);
  expect(pack(full(), [0, 20], [20.5, 30.5])).toHaveLength(2);
});

it("begins a window of its own after half a minute, and counts windows", () => {
  const windows = pack(full(), [0, 1], [31, 32], [62.5, 63]);
  expect(windows.map(({ index, parts }) => [index, parts.map(({ start }) => start)])).toEqual([
    [0, [0, 31]],
    [1, [62.5]],
  ]);
});

it("gives each stretch its own window where it is asked to", () => {
  const windows = pack(windowPacker({ seconds: 15, fill: "single" }), [0, 2], [2.5, 4], [9, 10]);
  expect(windows.map(({ parts }) => parts)).toEqual([
    [{ offset: 0, start: 0, seconds: 2 }],
    [{ offset: 0, start: 2.5, seconds: 1.5 }],
    [{ offset: 0, start: 9, seconds: 1 }],
  ]);
});

it("has nothing to give without speech, nor twice", () => {
  const packer = full();
  expect(packer.finish()).toBeUndefined();
  expect(pack(packer, [0, 1])).toHaveLength(1);
  expect(packer.finish()).toBeUndefined();
});
