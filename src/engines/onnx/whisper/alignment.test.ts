import { expect, it } from "vitest";
import { alignTokens } from "./alignment.ts";

/** Park and Miller's generator: the same noise every time. */
function chance(seed: number): () => number {
  let state = seed * 65_537;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** One head that looks, for each token, at the frames from where it begins to where the next one does. */
function lookAt(begins: readonly number[], frames: number, noise: () => number): Float32Array[] {
  return begins.map((begin, token) => {
    const end = begins[token + 1] ?? frames;
    return Float32Array.from({ length: frames }, (_, t) => (t >= begin && t < end ? 1 : 0.02) + noise() / 2);
  });
}

it("gives each token the first frame it looks at", () => {
  const begins = [0, 12, 40, 47, 90];
  expect(alignTokens([lookAt(begins, 120, () => 0)])).toEqual(begins);
});

it("finds the way through noise by what the heads have in common", () => {
  const next = chance(5);
  const begins = [0, 30, 62, 75, 130, 160, 220];
  const heads = Array.from({ length: 6 }, () => lookAt(begins, 260, next));
  const found = alignTokens(heads);
  expect(found).toHaveLength(begins.length);
  for (const [token, begin] of begins.entries()) expect(Math.abs((found[token] ?? 0) - begin)).toBeLessThanOrEqual(3);
});

it("weighs all heads alike, however sharp one looks", () => {
  const begins = [0, 20, 40];
  const faint = lookAt(begins, 60, () => 0).map((row) => row.map((weight) => weight / 1_000));
  expect(alignTokens([faint])).toEqual(begins);
});

it("does not follow a spark of a frame or two", () => {
  const rows = lookAt([0, 30, 60], 90, () => 0);
  rows[2]?.fill(5, 8, 10);
  expect(alignTokens([rows])).toEqual([0, 30, 60]);
});

it("begins one token at the first frame", () => {
  expect(alignTokens([lookAt([0], 50, chance(1))])).toEqual([0]);
});

it("puts several tokens on one frame where there are more tokens than frames", () => {
  const next = chance(2);
  const found = alignTokens([Array.from({ length: 9 }, () => Float32Array.from({ length: 4 }, next))]);
  expect(found).toHaveLength(9);
  expect(found[0]).toBe(0);
  expect(found.at(-1)).toBeLessThanOrEqual(3);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});

it("has nothing to align without heads, tokens or frames", () => {
  expect(alignTokens([])).toEqual([]);
  expect(alignTokens([[]])).toEqual([]);
  expect(alignTokens([[new Float32Array(0)]])).toEqual([]);
});

/** Every monotonic path from the first token and frame to the last, as its first frames and its cost. */
function* allPaths(cost: readonly (readonly number[])[], row = 0, t = 0): Iterable<{ begins: number[]; sum: number }> {
  const here = cost[row]?.[t];
  if (here === undefined) return;
  if (row === cost.length - 1 && t === (cost[0]?.length ?? 0) - 1) yield { begins: [t], sum: here };
  const steps = [
    [row + 1, t + 1],
    [row + 1, t],
    [row, t + 1],
  ] as const;
  for (const [nextRow, nextT] of steps) {
    for (const { begins, sum } of allPaths(cost, nextRow, nextT))
      yield { begins: nextRow === row ? [t, ...begins.slice(1)] : [t, ...begins], sum: sum + here };
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Median of a frame and the three on each side, mirrored at the ends; so few frames as three are left as they are. */
function smoothed(row: readonly number[]): number[] {
  if (row.length <= 3) return [...row];
  return row.map((_, t) => {
    const around = [-3, -2, -1, 0, 1, 2, 3].map((step) => {
      const place = Math.abs(t + step);
      return row[place < row.length ? place : 2 * (row.length - 1) - place] ?? Number.NaN;
    });
    return around.sort((a, b) => a - b)[3] ?? Number.NaN;
  });
}

it.each([3, 8])("takes the cheapest of all monotonic paths over %i normalised and smoothed frames", (frames) => {
  for (let seed = 1; seed <= 30; seed++) {
    const next = chance(seed);
    const rows = Array.from({ length: 2 + Math.floor(next() * 3) }, () => Float32Array.from({ length: frames }, next));
    const cost = rows.map((row) => {
      const normal = Array.from(row, (weight, t) => {
        const column = rows.map((other) => other[t] ?? 0);
        const deviation = Math.sqrt(mean(column.map((value) => (value - mean(column)) ** 2)));
        return (weight - mean(column)) / deviation;
      });
      return smoothed(normal).map((value) => -value);
    });
    const [best] = [...allPaths(cost)].sort((a, b) => a.sum - b.sum);
    expect(alignTokens([rows])).toEqual(best?.begins);
  }
});
