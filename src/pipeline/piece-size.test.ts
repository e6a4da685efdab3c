import { expect, it } from "vitest";
import { pieceWindows } from "./piece-size.ts";

it("is the usual size until the speed is known well", () => {
  expect(pieceWindows(undefined)).toBe(4);
  expect(pieceWindows({ speed: 1000, measurements: 2 })).toBe(4);
});

it.each([
  [1, 4],
  [39, 4],
  [40, 8],
  [1000, 8],
])("takes for a model that hears %d seconds a second %d windows", (speed, windows) => {
  expect(pieceWindows({ speed, measurements: 3 })).toBe(windows);
});
