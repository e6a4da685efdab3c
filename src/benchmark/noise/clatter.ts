import { SAMPLE_RATE } from "../../domain/audio.ts";
import { between, type Random } from "./seeded-random.ts";

/** Somebody types: bursts of keys, each a click, the thump of its bottom and a softer click when it is let go. */
export function clatter(samples: number, random: Random): Float32Array {
  const sound = new Float32Array(samples);
  let at = 0;
  while (at < samples) {
    const keys = Math.round(between(random, 3, 25));
    for (let key = 0; key < keys; key++) {
      press(sound, at, random);
      at += Math.round(between(random, 0.07, 0.22) * SAMPLE_RATE);
    }
    at += Math.round(between(random, 0.2, 1.2) * SAMPLE_RATE);
  }
  return sound;
}

function press(sound: Float32Array, at: number, random: Random): void {
  const strength = between(random, 0.4, 1);
  const held = Math.round(between(random, 0.06, 0.12) * SAMPLE_RATE);
  const click = between(random, 2000, 5500);
  addClick(sound, { at, hertz: click, seconds: 0.006, strength }, random);
  addClick(sound, { at: at + 80, hertz: between(random, 180, 400), seconds: 0.02, strength: strength * 0.8 }, random);
  addClick(sound, { at: at + held, hertz: click * 1.2, seconds: 0.004, strength: strength * 0.4 }, random);
}

interface Click {
  /** Sample at which it begins. */
  readonly at: number;
  /** Around which its noise lies. */
  readonly hertz: number;
  /** In which it fades to a third. */
  readonly seconds: number;
  readonly strength: number;
}

/** Noise through a resonance, fading. */
function addClick(sound: Float32Array, { at, hertz, seconds, strength }: Click, random: Random): void {
  const radius = 0.9;
  const turn = 2 * radius * Math.cos((2 * Math.PI * hertz) / SAMPLE_RATE);
  const length = Math.round(seconds * 6 * SAMPLE_RATE);
  let [last, beforeLast] = [0, 0];
  for (let index = 0; index < length && at + index < sound.length; index++) {
    const fading = Math.exp(-index / (seconds * SAMPLE_RATE));
    const value = (random() * 2 - 1) * fading + turn * last - radius * radius * beforeLast;
    [beforeLast, last] = [last, value];
    sound[at + index] = (sound[at + index] ?? 0) + value * strength * (1 - radius);
  }
}
