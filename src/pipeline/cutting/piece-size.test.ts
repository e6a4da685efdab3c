import { expect, it } from "vitest";
import { pieceWindows } from "./piece-size.ts";

it("is the usual size until the speed is known well", () => {
  expect(pieceWindows(4, undefined)).toBe(4);
  expect(pieceWindows(4, { speed: 1000, measurements: 2 })).toBe(4);
});

it.each([
  [4, 1, 4],
  [4, 39, 4],
  [4, 40, 8],
  [4, 1000, 8],
  [8, 1, 8],
  [8, 1000, 8],
])("takes for an engine of %d at once that hears %d seconds a second %d windows", (atOnce, speed, windows) => {
  expect(pieceWindows(atOnce, { speed, measurements: 3 })).toBe(windows);
});
