import { SAMPLE_RATE } from "../../domain/audio.ts";
import type { Random } from "./seeded-random.ts";

/** One note. Seconds and hertz. */
export interface Note {
  readonly start: number;
  readonly seconds: number;
  readonly hertz: number;
  readonly strength: number;
  /** Each harmonic is as many times weaker than the one before. */
  readonly dullness: number;
  /** How far the pitch swings, as a share of it. */
  readonly vibrato: number;
}

const HARMONICS = 6;
const VIBRATO_HERTZ = 5.5;

/** Adds a note with its harmonics; it rises fast and fades. */
export function addNote(sound: Float32Array, { start, seconds, hertz, strength, dullness, vibrato }: Note): void {
  const begin = Math.round(start * SAMPLE_RATE);
  const length = Math.min(Math.round(seconds * SAMPLE_RATE), sound.length - begin);
  let turn = 0;
  for (let index = 0; index < length; index++) {
    const time = index / SAMPLE_RATE;
    turn += ((2 * Math.PI * hertz) / SAMPLE_RATE) * (1 + vibrato * Math.sin(2 * Math.PI * VIBRATO_HERTZ * time));
    let sum = 0;
    for (let harmonic = 1; harmonic <= HARMONICS; harmonic++) sum += Math.sin(harmonic * turn) / dullness ** harmonic;
    const shape = Math.min(1, time / 0.02) * Math.min(1, (seconds - time) / 0.05) * Math.exp(-time);
    sound[begin + index] = (sound[begin + index] ?? 0) + sum * strength * shape;
  }
}

/** Adds a bass drum: a tone that falls from 150 to 50 Hz. */
export function addKick(sound: Float32Array, start: number): void {
  let turn = 0;
  addHit(sound, { start, seconds: 0.25, fading: 0.08 }, (time) => {
    turn += (2 * Math.PI * (50 + 100 * Math.exp(-time / 0.03))) / SAMPLE_RATE;
    return 1.2 * Math.sin(turn);
  });
}

/** Adds a snare drum: noise over a short tone. */
export function addSnare(sound: Float32Array, start: number, random: Random): void {
  addHit(sound, { start, seconds: 0.2, fading: 0.05 }, (time) => 0.5 * noise(random) + 0.3 * Math.sin(1200 * time));
}

/** Adds a closed cymbal: the edges of noise, which lie high. */
export function addCymbal(sound: Float32Array, start: number, random: Random): void {
  let last = 0;
  addHit(sound, { start, seconds: 0.06, fading: 0.015 }, () => {
    const next = noise(random);
    const edge = next - last;
    last = next;
    return 0.25 * edge;
  });
}

const noise = (random: Random) => random() * 2 - 1;

interface Hit {
  readonly start: number;
  readonly seconds: number;
  /** Seconds in which it fades to a third. */
  readonly fading: number;
}

function addHit(sound: Float32Array, { start, seconds, fading }: Hit, wave: (time: number) => number): void {
  const begin = Math.round(start * SAMPLE_RATE);
  const length = Math.min(Math.round(seconds * SAMPLE_RATE), sound.length - begin);
  for (let index = 0; index < length; index++) {
    const time = index / SAMPLE_RATE;
    sound[begin + index] = (sound[begin + index] ?? 0) + wave(time) * Math.exp(-time / fading);
  }
}
