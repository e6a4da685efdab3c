import { SAMPLE_RATE } from "../../domain/audio.ts";
import { addCymbal, addKick, addNote, addSnare } from "./instruments.ts";
import { between, oneOf, type Random } from "./seeded-random.ts";

const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const MINOR = [0, 2, 3, 5, 7, 8, 10];
/** Degrees of the scale that follow each other well. */
const PROGRESSIONS = [
  [0, 4, 5, 3],
  [0, 5, 3, 4],
  [5, 3, 0, 4],
  [0, 3, 0, 4],
];
const BARS_A_SONG = 16;

interface Song {
  readonly scale: readonly number[];
  readonly chords: readonly number[];
  /** Hertz. */
  readonly tonic: number;
  readonly beat: number;
  readonly hasDrums: boolean;
}

/** Music without a voice: songs of chords, a bass, a melody with vibrato and, in most of them, drums. */
export function music(samples: number, random: Random): Float32Array {
  const sound = new Float32Array(samples);
  const end = samples / SAMPLE_RATE;
  let at = 0;
  while (at < end) {
    const song = compose(random);
    for (let bar = 0; bar < BARS_A_SONG && at < end; bar++) {
      playBar(sound, at, { song, chord: song.chords[bar % song.chords.length] ?? 0, random });
      at += 4 * song.beat;
    }
  }
  return sound;
}

function compose(random: Random): Song {
  return {
    scale: oneOf(random, [MAJOR, MINOR]),
    chords: oneOf(random, PROGRESSIONS),
    tonic: 110 * 2 ** (Math.floor(between(random, 0, 12)) / 12),
    beat: 60 / between(random, 80, 140),
    hasDrums: random() < 0.75,
  };
}

interface Bar {
  readonly song: Song;
  /** Degree of the scale the chord stands on. */
  readonly chord: number;
  readonly random: Random;
}

function playBar(sound: Float32Array, start: number, { song, chord, random }: Bar): void {
  const { beat } = song;
  for (const third of [0, 2, 4]) {
    const hertz = pitch(song, chord + third) * 2;
    addNote(sound, { start, seconds: 4 * beat, hertz, strength: 0.25, dullness: 1.8, vibrato: 0 });
  }
  for (const [hit, seconds] of [0, 2].map((count) => [start + count * beat, 1.8 * beat] as const))
    addNote(sound, { start: hit, seconds, hertz: pitch(song, chord) / 2, strength: 0.5, dullness: 1.5, vibrato: 0 });
  playMelody(sound, start, { song, chord, random });
  if (song.hasDrums) playDrums(sound, start, beat, random);
}

function playMelody(sound: Float32Array, start: number, { song, chord, random }: Bar): void {
  let at = 0;
  while (at < 4) {
    const beats = oneOf(random, [0.5, 0.5, 1, 1, 2]);
    const hertz = pitch(song, chord + oneOf(random, [0, 1, 2, 4, 5, 7])) * 4;
    const note = { start: start + at * song.beat, seconds: beats * song.beat, hertz };
    if (random() < 0.85) addNote(sound, { ...note, strength: 0.5, dullness: 1.6, vibrato: 0.012 });
    at += beats;
  }
}

function playDrums(sound: Float32Array, start: number, beat: number, random: Random): void {
  for (let count = 0; count < 4; count++) {
    const at = start + count * beat;
    if (count % 2 === 0) addKick(sound, at);
    else addSnare(sound, at, random);
    addCymbal(sound, at, random);
    addCymbal(sound, at + beat / 2, random);
  }
}

function pitch({ scale, tonic }: Song, degree: number): number {
  const octave = Math.floor(degree / scale.length);
  return tonic * 2 ** (octave + (scale[degree % scale.length] ?? 0) / 12);
}
