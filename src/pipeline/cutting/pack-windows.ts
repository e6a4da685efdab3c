import { SAMPLE_RATE, type Span } from "../../domain/audio.ts";
import type { Window, WindowPart } from "../../domain/window.ts";

/** A stretch of sound with speech in it. */
export interface SpeechSound {
  /** Where voice activity heard speech, in seconds of the recording. */
  readonly speech: Span;
  /** First sample of the recording that belongs to it, padding included. */
  readonly start: number;
  readonly end: number;
  /** Copies samples of the recording, from just before this stretch to its end. */
  readonly sound: (start: number, end: number) => Float32Array;
}

export interface Packer {
  /** Takes the next stretch; gives the window that had to be closed for it, if any. */
  add(stretch: SpeechSound): Window | undefined;
  /** There is no speech before this sample: gives the window that speech from there on would not belong to, if any. */
  pauseUntil(sample: number): Window | undefined;
  finish(): Window | undefined;
}

/** Pauses up to this are kept as they are: they carry rhythm. Longer ones are cut out of the window. */
const KEPT_PAUSE = 2 * SAMPLE_RATE;
/** Speech after a longer silence begins a window of its own: it is another scene. */
const SCENE_PAUSE = 30 * SAMPLE_RATE;

/**
 * Packs stretches of speech into windows.
 * @param fill `full` fills windows up to the limit; `single` gives each stretch a window of its own,
 * for engines whose only times are those of the window.
 */
export function windowPacker({ seconds, fill }: { seconds: number; fill: "full" | "single" }): Packer {
  const limit = Math.floor(seconds * SAMPLE_RATE);
  let index = 0;
  let open = emptyWindow();

  function flush(): Window | undefined {
    const { chunks, parts, speech } = open;
    open = emptyWindow();
    if (parts.length === 0) return undefined;
    return { index: index++, samples: joinSamples(chunks), parts, speech };
  }

  function pauseBefore(start: number): number {
    return open.parts.length === 0 ? 0 : start - open.end;
  }

  return {
    add(stretch) {
      const pause = pauseBefore(stretch.start);
      const kept = pause <= KEPT_PAUSE ? pause : 0;
      const full = open.length + kept + stretch.end - stretch.start > limit;
      const closes = open.parts.length > 0 && (full || fill === "single" || pause > SCENE_PAUSE);
      const closed = closes ? flush() : undefined;
      append(open, stretch, closes ? 0 : pause);
      return closed;
    },
    pauseUntil: (sample) => (pauseBefore(sample) > SCENE_PAUSE ? flush() : undefined),
    finish: flush,
  };
}

interface OpenWindow {
  chunks: Float32Array[];
  parts: WindowPart[];
  speech: Span[];
  /** Samples so far. */
  length: number;
  /** Sample of the recording where the last stretch ends. */
  end: number;
}

const emptyWindow = (): OpenWindow => ({ chunks: [], parts: [], speech: [], length: 0, end: 0 });

function append(window: OpenWindow, stretch: SpeechSound, pause: number): void {
  const last = window.parts.at(-1);
  const joins = last !== undefined && pause <= KEPT_PAUSE;
  const samples = stretch.sound(joins ? window.end : stretch.start, stretch.end);
  const seconds = samples.length / SAMPLE_RATE;
  if (joins) window.parts[window.parts.length - 1] = { ...last, seconds: last.seconds + seconds };
  else window.parts.push({ offset: window.length / SAMPLE_RATE, start: stretch.start / SAMPLE_RATE, seconds });
  window.chunks.push(samples);
  window.speech.push(stretch.speech);
  window.length += samples.length;
  window.end = stretch.end;
}

function joinSamples(chunks: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}
