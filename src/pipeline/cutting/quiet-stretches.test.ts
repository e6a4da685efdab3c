import { expect, it } from "vitest";
import { type QuietMeter, quietMeter, toSeconds } from "./quiet-stretches.ts";

/** A frame of a steady hum this loud, in decibels below full scale. */
const frame = (decibels: number): Float32Array => {
  const peak = 10 ** (-decibels / 20) * Math.SQRT2;
  return Float32Array.from({ length: 512 }, (_, i) => peak * Math.sin((2 * Math.PI * i) / 64));
};

function take(meter: QuietMeter, frames: number, decibels: number): void {
  const one = frame(decibels);
  for (let i = 0; i < frames; i++) meter.take(one);
}

const inFrames = (seconds: number): number => Math.round(seconds / toSeconds(1));

it.each([
  ["silence", 51],
  ["noise", 49],
])("calls it %s at %i dB below full scale", (kind, decibels) => {
  const meter = quietMeter();
  take(meter, 10, decibels);
  expect(meter.classify(10, 10)).toEqual([{ kind, start: 0, end: 0.32 }]);
});

it("calls silence with a click in it silence", () => {
  const meter = quietMeter();
  take(meter, 20, 70);
  take(meter, 1, 6);
  take(meter, 20, 70);
  expect(meter.classify(41, 41).map(({ kind }) => kind)).toEqual(["silence"]);
});

it("says where in a long silence there was a song", () => {
  const meter = quietMeter();
  take(meter, inFrames(600), 80);
  take(meter, inFrames(60), 20);
  take(meter, inFrames(600), 80);
  const entries = meter.classify(inFrames(1_260), inFrames(1_260));
  const noise = entries.filter(({ kind }) => kind === "noise");
  expect(noise[0]?.start).toBeGreaterThan(595);
  expect(noise[0]?.start).toBeLessThan(601);
  expect(noise.at(-1)?.end).toBeGreaterThan(659);
  expect(noise.at(-1)?.end).toBeLessThan(665);
});

it("leaves speech out and goes on behind it", () => {
  const meter = quietMeter();
  take(meter, 100, 20);
  take(meter, 50, 10);
  take(meter, 30, 80);
  expect(meter.classify(100, 150)).toEqual([{ kind: "noise", start: 0, end: toSeconds(100) }]);
  take(meter, 20, 80);
  expect(meter.classify(200, 200)).toEqual([{ kind: "silence", start: toSeconds(150), end: toSeconds(200) }]);
  expect(meter.classify(200, 200)).toEqual([]);
});

it("classifies each frame once, the end of one entry the start of the next", () => {
  const meter = quietMeter();
  take(meter, 2_000, 60);
  const entries = [700, 701, 1_500, 2_000].flatMap((end) => meter.classify(end, end));
  expect(entries[0]?.start).toBe(0);
  expect(entries.at(-1)?.end).toBe(toSeconds(2_000));
  for (const [index, { start }] of entries.slice(1).entries()) expect(start).toBe(entries[index]?.end);
});
