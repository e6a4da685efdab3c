import { expect, it } from "vitest";
import type { Piece } from "./cutting/pieces.ts";
import { countProgress } from "./progress.ts";

const pieceTo = (seconds: number): Piece => ({
  windows: [{ index: 0, samples: new Float32Array(0), parts: [{ offset: 0, start: 0, seconds }], speech: [] }],
});

it("counts what is decoded and what is settled, against the length the file claims", () => {
  const progress = countProgress(60);
  expect(progress.decoded(8)).toEqual({ type: "progress", settledSeconds: 0, decodedSeconds: 8, totalSeconds: 60 });
  progress.decoded(16);
  expect(progress.settled(pieceTo(9.5))).toMatchObject({ settledSeconds: 9.5, decodedSeconds: 16 });
  expect(progress.settled({ windows: [] })).toMatchObject({ settledSeconds: 9.5 });
  expect(progress.seconds).toBe(16);
});

it("never settles more than is decoded: the last window is filled up to a whole frame", () => {
  const progress = countProgress(10);
  progress.decoded(10);
  expect(progress.settled(pieceTo(10.016))).toMatchObject({ settledSeconds: 10 });
});

it("never claims less than what is decoded, and nothing where the file claims nothing", () => {
  expect(countProgress(10).decoded(12)).toMatchObject({ totalSeconds: 12 });
  expect(countProgress(null).decoded(12)).toMatchObject({ totalSeconds: null });
});

it("ends with the exact length, all of it settled, silence behind the last word too", () => {
  for (const claimed of [null, 3, 60]) {
    const progress = countProgress(claimed);
    progress.decoded(12.5);
    progress.settled(pieceTo(4));
    expect(progress.finished()).toEqual({
      type: "progress",
      settledSeconds: 12.5,
      decodedSeconds: 12.5,
      totalSeconds: 12.5,
    });
  }
});
