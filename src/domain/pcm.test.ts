import { expect, it } from "vitest";
import { fromPcm, toPcm } from "./pcm.ts";

it("gives back exactly what a decoder of 16 bits gives", () => {
  const samples = Float32Array.from({ length: 65_536 }, (_, n) => (n - 32_768) / 32_768);
  expect(fromPcm(toPcm(samples))).toEqual(samples);
});

it("writes little-endian numbers", () => {
  expect([...toPcm(Float32Array.of(0, 1 / 32_768, -1, 0.5))]).toEqual([0, 0, 1, 0, 0, 128, 0, 64]);
});

it("keeps what is too loud at the loudest there is", () => {
  expect([...fromPcm(toPcm(Float32Array.of(1, 2, -2)))]).toEqual([32_767 / 32_768, 32_767 / 32_768, -1]);
});

it("takes nothing, a part of a larger buffer, and leaves an odd byte", () => {
  expect(fromPcm(toPcm(new Float32Array(0)))).toEqual(new Float32Array(0));
  expect(fromPcm(Buffer.from([9, 0, 64, 9]).subarray(1, 3))).toEqual(Float32Array.of(0.5));
  expect(fromPcm(Buffer.from([0, 64, 9]))).toEqual(Float32Array.of(0.5));
});
