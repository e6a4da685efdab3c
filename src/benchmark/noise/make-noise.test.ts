import { describe, expect, it } from "vitest";
import { SAMPLE_RATE } from "../../domain/audio.ts";
import { loudnessOf } from "./loudness.ts";
import { loudnessSteps, makeNoise, NOISE_KINDS, type NoiseKind } from "./make-noise.ts";
import { seededRandom } from "./seeded-random.ts";
import { white } from "./steady.ts";

const clips = Array.from({ length: 8 }, (_, index) => white(SAMPLE_RATE * (1 + index), seededRandom(String(index))));
const SECONDS = 5;
const make = (kind: NoiseKind, seed = 1) => makeNoise(kind, { seconds: SECONDS, seed, clips });
const isSame = (a: Float32Array, b: Float32Array) => a.every((sample, index) => sample === b[index]);

describe.each(NOISE_KINDS)("%s", (kind) => {
  it("is the same for the same seed, and as long as asked", () => {
    const noise = make(kind);
    expect(noise).toHaveLength(SECONDS * SAMPLE_RATE);
    expect(noise.every(Number.isFinite)).toBe(true);
    expect(isSame(make(kind), noise)).toBe(true);
    expect(isSame(make(kind, 2), noise)).toBe(kind === "silence");
  });

  it("has the loudness of each part, and no peak beyond full scale", () => {
    const noise = make(kind);
    for (const [index, dbfs] of loudnessSteps(kind).entries()) {
      const part = noise.subarray(index * SAMPLE_RATE, (index + 1) * SAMPLE_RATE);
      if (kind === "silence") expect(loudnessOf(part)).toBe(Number.NEGATIVE_INFINITY);
      else expect(loudnessOf(part)).toBeCloseTo(dbfs, 2);
      expect(part.every((sample) => Math.abs(sample) <= 1)).toBe(true);
    }
  });
});
