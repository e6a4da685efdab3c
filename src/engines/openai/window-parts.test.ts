import { expect, it } from "vitest";
import { inParts } from "./window-parts.ts";

const loud = (count: number) => Float32Array.from({ length: count }, (_, index) => Math.sin(index / 3));

it("leaves alone what is short enough", () => {
  const samples = loud(8_000);
  expect(inParts(samples, 8_000)).toEqual([samples]);
});

it("cuts where it is quietest, and loses nothing", () => {
  const samples = loud(30_000);
  samples.fill(0, 12_000, 13_000);
  samples.fill(0, 4_000, 5_000); // quiet too, and too early to be worth a request
  const parts = inParts(samples, 16_000);
  expect(parts.length).toBe(3);
  expect(parts[0]?.length).toBeGreaterThan(12_000);
  expect(parts[0]?.length).toBeLessThan(13_000);
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(16_000);
  expect(parts.flatMap((part) => [...part])).toEqual([...samples]);
});
