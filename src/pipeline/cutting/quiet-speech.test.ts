import { describe, expect, it } from "vitest";
import { amplified, quietRuns, withRun } from "./quiet-speech.ts";

const FRAME = 512;

/** Frames of a tone, each as loud as told in dB of full scale. */
function sound(levels: readonly number[]): Float32Array {
  const samples = new Float32Array(levels.length * FRAME);
  for (const [frame, level] of levels.entries())
    for (let i = 0; i < FRAME; i++) samples[frame * FRAME + i] = Math.SQRT2 * 10 ** (level / 20) * Math.sin(i / 3);
  return samples;
}

/** 250 frames that come and go between two levels, as syllables do. */
const syllables = (loud: number, quiet: number, count = 250) =>
  Array.from({ length: count }, (_, frame) => (frame % 10 < 6 ? loud : quiet));
const nothing = (frames: number) => new Float32Array(frames).fill(0.05);

describe("a run that may be very quiet speech", () => {
  it("is the whole block where it is all quiet, with what makes it as loud as speech", () => {
    const [run, ...others] = quietRuns(sound(syllables(-56, -85)), nothing(250));
    expect(others).toEqual([]);
    expect(run).toMatchObject({ from: 0, to: 250 });
    expect(20 * Math.log10(run?.gain ?? 0)).toBeCloseTo(32, 0);
  });

  it("is the part of a block in which nothing was heard", () => {
    const heard = nothing(250).fill(0.9, 0, 120);
    const levels = [...syllables(-20, -50, 120), ...syllables(-60, -90, 130)];
    expect(quietRuns(sound(levels), heard)).toMatchObject([{ from: 120, to: 250 }]);
  });

  it.each([
    ["as loud as what is heard anyway", syllables(-25, -60)],
    ["even, as hum and hiss are", syllables(-56, -57)],
    ["too quiet to be anything", syllables(-80, -95)],
    ["silence", syllables(-240, -240)],
    ["a pause of a speaker", [...syllables(-20, -50, 200), ...syllables(-60, -90, 50)]],
  ])("is not what is %s", (_, levels) => {
    const heard = levels.length === 250 && levels[0] === -20 ? nothing(250).fill(0.9, 0, 200) : nothing(250);
    expect(quietRuns(sound(levels), heard)).toEqual([]);
  });
});

it("makes sound louder in steps of 16 bits, up to full scale", () => {
  const louder = amplified(Float32Array.of(0.001, -0.002, 0.5), 10);
  expect(louder[2]).toBeCloseTo(1, 3);
  for (const sample of louder) expect(Number.isInteger(sample * 32_768)).toBe(true);
});

it("takes what was heard louder for a run alone, and only where it was speech", () => {
  const heard = { samples: sound(syllables(-56, -85)), probabilities: nothing(250) };
  const run = { from: 100, to: 200, gain: 10 };
  const speech = { samples: amplified(heard.samples, 10), probabilities: new Float32Array(250).fill(0.8) };
  const joined = withRun(heard, speech, run);
  expect([joined.probabilities[99], joined.probabilities[100], joined.probabilities[200]]).toEqual([
    heard.probabilities[0],
    speech.probabilities[0],
    heard.probabilities[0],
  ]);
  expect(joined.samples[100 * FRAME + 5]).toBe(speech.samples[100 * FRAME + 5]);
  expect(joined.samples[5]).toBe(heard.samples[5]);
  expect(withRun(heard, { ...speech, probabilities: nothing(250) }, run)).toBe(heard);
});
