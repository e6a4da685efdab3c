import { expect, it } from "vitest";
import { argMax, bestSamples, logSumExp, sample, seededRandom } from "./sampling.ts";

const LOGITS = Float32Array.of(1, 3, -2, 2.5, Number.NEGATIVE_INFINITY, 0);

/** Softmax by its definition. */
function probabilities(logits: Float32Array, temperature = 1): number[] {
  const weights = Array.from(logits, (logit) => Math.exp(logit / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** How often each token is drawn, as a share. */
function shares(logits: Float32Array, temperature: number, draws: number): number[] {
  const random = seededRandom(7);
  const counts = Array.from(logits, () => 0);
  for (let i = 0; i < draws; i++) {
    const { token } = sample(logits, temperature, random);
    counts[token] = (counts[token] ?? 0) + 1;
  }
  return counts.map((count) => count / draws);
}

it("takes the best token at temperature 0, the first of equals", () => {
  expect(sample(LOGITS, 0, Math.random).token).toBe(1);
  expect(argMax(Float32Array.of(2, 5, 5))).toBe(1);
  expect(argMax(Float32Array.of(Number.NEGATIVE_INFINITY, -9))).toBe(1);
});

it("gives log probabilities of one distribution, whatever the temperature", () => {
  const expected = probabilities(LOGITS);
  expect(sample(LOGITS, 0, Math.random).logProbability).toBeCloseTo(Math.log(expected[1] ?? 0), 6);
  const random = seededRandom(3);
  for (let i = 0; i < 100; i++) {
    const { token, logProbability } = sample(LOGITS, 0.8, random);
    expect(logProbability).toBeCloseTo(Math.log(expected[token] ?? 0), 6);
  }
});

it("gives the best tokens, best first, the first of equals before the others", () => {
  expect(bestSamples(LOGITS, 3).map(({ token }) => token)).toEqual([1, 3, 0]);
  expect(bestSamples(Float32Array.of(2, 5, 5, 5), 2).map(({ token }) => token)).toEqual([1, 2]);
  const random = seededRandom(9);
  const logits = Float32Array.from({ length: 500 }, () => random() * 20);
  const ordered = Array.from(logits, (logit, token) => ({ token, logit })).sort((a, b) => b.logit - a.logit);
  const best = bestSamples(logits, 5);
  expect(best.map(({ token }) => token)).toEqual(ordered.slice(0, 5).map(({ token }) => token));
  for (const { token, logProbability } of best)
    expect(logProbability).toBeCloseTo(Math.log(probabilities(logits)[token] ?? 0), 5);
});

it("sums exponentials of any size", () => {
  const direct = Math.log(LOGITS.reduce((sum, logit) => sum + Math.exp(logit), 0));
  expect(logSumExp(LOGITS, 3)).toBeCloseTo(direct, 6);
  expect(logSumExp(Float32Array.of(1_000, 1_000, -1_000), 1_000)).toBeCloseTo(1_000 + Math.LN2, 6);
});

it.each([0.2, 0.6, 1])(
  "draws tokens as often as they are likely at temperature %d, never a forbidden one",
  (temperature) => {
    const expected = probabilities(LOGITS, temperature);
    for (const [token, share] of shares(LOGITS, temperature, 20_000).entries())
      expect(Math.abs(share - (expected[token] ?? 0))).toBeLessThan(0.012);
    expect(shares(LOGITS, temperature, 1_000)[4]).toBe(0);
  },
);

it("draws the same for the same seed, and something else for another", () => {
  const draw = (seed: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: 50 }, () => sample(LOGITS, 1, random).token);
  };
  expect(draw(12)).toEqual(draw(12));
  expect(draw(12)).not.toEqual(draw(13));
  expect(seededRandom(0)()).not.toBe(0);
});

it("begins anywhere between 0 and 1, also for the small numbers that windows are seeded with", () => {
  for (const nth of [1, 2, 3]) {
    const values = Array.from({ length: 1_000 }, (_, index) => {
      const random = seededRandom(index + 1);
      for (let skipped = 1; skipped < nth; skipped++) random();
      return random();
    });
    const tenths = Array.from({ length: 10 }, (_, i) => values.filter((value) => Math.floor(value * 10) === i).length);
    expect(Math.min(...tenths)).toBeGreaterThan(50);
    expect(Math.max(...tenths)).toBeLessThan(200);
  }
});
