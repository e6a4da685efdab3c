import type { Sample } from "./sampling.ts";

const LONGEST_PERIOD = 16;
const LEAST_TOKENS = 32;
const LEAST_TURNS = 4;

/** Whether the tail goes round in circles: at least 32 tokens that are one group of up to 16, four times or more. */
export function isLooping(samples: readonly Pick<Sample, "token">[]): boolean {
  for (let period = 1; period <= LONGEST_PERIOD; period++) {
    const tail = Math.max(LEAST_TOKENS, period * LEAST_TURNS);
    if (samples.length >= tail && repeats(samples, period, tail)) return true;
  }
  return false;
}

function repeats(samples: readonly Pick<Sample, "token">[], period: number, tail: number): boolean {
  for (let i = samples.length - tail + period; i < samples.length; i++) {
    if (samples[i]?.token !== samples[i - period]?.token) return false;
  }
  return true;
}
