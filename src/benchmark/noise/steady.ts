import { SAMPLE_RATE } from "../../domain/audio.ts";
import type { Random } from "./seeded-random.ts";

/** Noise with the same power at every frequency. */
export function white(samples: number, random: Random): Float32Array {
  return new Float32Array(samples).map(() => random() * 2 - 1);
}

/** Noise with the same power in every octave, like rain or wind. */
export function pink(samples: number, random: Random): Float32Array {
  // White noise through six slow filters, whose sum falls by 3 dB an octave (Paul Kellet's weights).
  const filters = [0.99886, 0.99332, 0.969, 0.8665, 0.55, -0.7616];
  const weights = [0.0555179, 0.0750759, 0.153852, 0.3104856, 0.5329522, -0.016898];
  const states = filters.map(() => 0);
  return white(samples, random).map((sample) => {
    let sum = sample * 0.5362;
    for (const [index, keep] of filters.entries()) {
      const state = keep * (states[index] ?? 0) + (weights[index] ?? 0) * sample;
      states[index] = state;
      sum += state;
    }
    return sum;
  });
}

const HUM_SECONDS = 5;

/** Mains hum with its harmonics: five seconds of 50 Hz, five of 60 Hz, in turn. Swells slowly. */
export function hum(samples: number, random: Random): Float32Array {
  const phases = Array.from({ length: 12 }, () => 2 * Math.PI * random());
  let turn = 0;
  return new Float32Array(samples).map((_, index) => {
    const seconds = index / SAMPLE_RATE;
    turn += (2 * Math.PI * (Math.floor(seconds / HUM_SECONDS) % 2 === 0 ? 50 : 60)) / SAMPLE_RATE;
    let sum = 0;
    // Odd harmonics are the stronger ones, as iron cores make them.
    for (const [order, phase] of phases.entries())
      sum += Math.sin((order + 1) * turn + phase) / ((order + 1) * (order % 2 === 0 ? 1 : 3));
    return sum * (1 + 0.2 * Math.sin(1.7 * seconds));
  });
}
