import { expect, it } from "vitest";
import { extentOf, sliceWindow, toRecordingTime, toWindowTimes, type Window } from "./window.ts";

/** 2 s from second 10, 3 s from second 20, 1 s from second 60. */
const window: Pick<Window, "parts"> = {
  parts: [
    { offset: 0, start: 10, seconds: 2 },
    { offset: 2, start: 20, seconds: 3 },
    { offset: 5, start: 60, seconds: 1 },
  ],
};

it.each([
  ["inside the first part", 0.5, 10.5],
  ["inside a later part", 3.25, 21.25],
  ["at the beginning", 0, 10],
  ["at the end", 6, 61],
  ["on a seam, in the earlier part", 2, 12],
  ["just behind a seam, in the later part", 5.125, 60.125],
  ["before the beginning, at the beginning", -1, 10],
  ["behind the end, at the end", 29, 61],
])("finds a time %s", (_where, inWindow, inRecording) => {
  expect(toRecordingTime(window, inWindow)).toBe(inRecording);
});

it("never turns the order of two times round", () => {
  const times = Array.from({ length: 70 }, (_, i) => toRecordingTime(window, i / 10 - 0.5));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

it("reaches from the first sample to the last, over what was left out", () => {
  expect(extentOf(window)).toEqual({ start: 10, end: 61 });
});

it("finds a stretch of the recording in each part that it touches", () => {
  expect(toWindowTimes(window, { start: 11, end: 21 })).toEqual([
    { start: 1, end: 2 },
    { start: 2, end: 3 },
  ]);
  expect(toWindowTimes(window, { start: 0, end: 99 })).toEqual([
    { start: 0, end: 2 },
    { start: 2, end: 5 },
    { start: 5, end: 6 },
  ]);
  expect(toWindowTimes(window, { start: 12, end: 20 })).toEqual([]);
});

it("cuts a window out of a window, with its sound, its places and its speech", () => {
  const samples = Float32Array.from({ length: 6 * 16_000 }, (_, i) => i);
  const speech = [
    { start: 10.5, end: 11.75 },
    { start: 20.5, end: 22 },
    { start: 60.25, end: 60.75 },
  ];
  const slice = sliceWindow({ ...window, index: 3, samples, speech }, 7, { start: 1.5, end: 3.5 });
  expect(slice).toEqual({
    index: 7,
    samples: samples.slice(24_000, 56_000),
    parts: [
      { offset: 0, start: 11.5, seconds: 0.5 },
      { offset: 0.5, start: 20, seconds: 1.5 },
    ],
    speech: [
      { start: 11.5, end: 11.75 },
      { start: 20.5, end: 21.5 },
    ],
  });
  for (const time of [0.25, 0.75, 1.5]) expect(toRecordingTime(slice, time)).toBe(toRecordingTime(window, time + 1.5));
});
