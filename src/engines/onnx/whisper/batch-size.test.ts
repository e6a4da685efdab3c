import { expect, it } from "vitest";
import { batchFor, memoryFor, memoryThere } from "./batch-size.ts";

const base = { layers: 6, width: 512, isOwnLayout: false, weightBytes: 105.8e6 };
const [enough, GB] = [Number.POSITIVE_INFINITY, 1e9];

it.each([
  [1, 695],
  [2, 833],
  [4, 1_151],
  [8, 1_755],
])("knows within a tenth what whisper-base sets aside for %i windows: %i MB as measured", (windows, measuredMb) => {
  const share = memoryFor(windows, base) / (measuredMb * 1e6);
  expect(share).toBeGreaterThan(0.9);
  expect(share).toBeLessThan(1.1);
});

it.each([
  [4, { limit: enough, free: 4 * GB }, 4],
  [4, { limit: enough, free: 0.95 * GB }, 4],
  [4, { limit: enough, free: 0.8 * GB }, 2],
  [8, { limit: 0.9 * GB, free: 4 * GB }, 2],
  [8, { limit: 0.3 * GB, free: 4 * GB }, 1],
  [7, { limit: 1.2 * GB, free: 4 * GB }, 4],
])("takes of %i windows with %j so many: %i", (wanted, there, windows) => {
  expect(batchFor(wanted, base, there)).toBe(windows);
});

it("shares what is free among processes, and leaves each its limit", () => {
  const [one, two] = [memoryThere(1, undefined), memoryThere(2, 500)];
  expect(one.limit).toBe(Number.POSITIVE_INFINITY);
  expect(one.free).toBeGreaterThan(100e6);
  expect(two.limit).toBe(500e6);
  expect(two.free).toBeLessThan(0.75 * one.free);
});
