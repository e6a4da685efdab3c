import { expect, it } from "vitest";
import { extentOf, toRecordingTime, type Window } from "./window.ts";

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
