import { SAMPLE_RATE } from "../../domain/audio.ts";
import { babble } from "./babble.ts";
import { clatter } from "./clatter.ts";
import { atLoudness } from "./loudness.ts";
import { music } from "./music.ts";
import { type Random, seededRandom } from "./seeded-random.ts";
import { hum, pink, white } from "./steady.ts";

/** Sound in which nobody speaks, or nobody can be understood. */
export const NOISE_KINDS = ["silence", "white", "pink", "hum", "clatter", "music", "babble"] as const;
export type NoiseKind = (typeof NOISE_KINDS)[number];

/** Loudness of the equal parts of a noise, in dBFS. */
const LOUDNESS_STEPS: readonly number[] = [-50, -40, -30, -20, -10];

/** Clatter is peaks with nothing between them: louder than this it would be all cut-off peaks. */
const CLATTER_STEPS: readonly number[] = [-50, -44, -38, -32, -26];

/**
 * Makes so many seconds of a noise, in five equal parts from soft to loud; silence is silent throughout.
 * The same seed gives the same noise. `clips` are what babble is made of, 16 kHz, and may be left out for all others.
 */
export function makeNoise(
  kind: NoiseKind,
  { seconds, seed, clips = [] }: { seconds: number; seed: number; clips?: readonly Float32Array[] },
): Float32Array {
  const samples = Math.round(seconds * SAMPLE_RATE);
  const sound = unscaled(kind, samples, { random: seededRandom(`${seed} ${kind}`), clips });
  return inSteps(sound, loudnessSteps(kind));
}

/** The loudness of each part of a noise of that kind, in dBFS. */
export const loudnessSteps = (kind: NoiseKind): readonly number[] =>
  kind === "clatter" ? CLATTER_STEPS : LOUDNESS_STEPS;

function unscaled(
  kind: NoiseKind,
  samples: number,
  { random, clips }: { random: Random; clips: readonly Float32Array[] },
): Float32Array {
  switch (kind) {
    case "silence":
      return new Float32Array(samples);
    case "white":
      return white(samples, random);
    case "pink":
      return pink(samples, random);
    case "hum":
      return hum(samples, random);
    case "clatter":
      return clatter(samples, random);
    case "music":
      return music(samples, random);
    case "babble":
      return babble(samples, clips, random);
  }
}

function inSteps(sound: Float32Array, steps: readonly number[]): Float32Array {
  const stepped = new Float32Array(sound.length);
  for (const [index, dbfs] of steps.entries()) {
    const [begin, end] = [index, index + 1].map((step) => Math.round((step * sound.length) / steps.length));
    stepped.set(atLoudness(sound.subarray(begin, end), dbfs), begin);
  }
  return stepped;
}
