import { rootMeanSquare, SAMPLE_RATE } from "../../domain/audio.ts";
import type { CoverageEntry } from "../../domain/coverage.ts";
import { FRAME_SAMPLES } from "../../ports/speech-detector.ts";

/** Root mean square below which a frame is silence: −50 dBFS. */
const SILENCE = 10 ** (-50 / 20);
/** Share of frames that may be louder in a stretch that still counts as silence. */
const STRAY = 0.05;
/** Long stretches are classified in steps, so that an hour of silence with one song in it says so. */
const STEP_FRAMES = Math.round((5 * SAMPLE_RATE) / FRAME_SAMPLES);

/** Loudness of the frames of a recording, forgotten once they are classified. */
export interface QuietMeter {
  take(frame: Float32Array): void;
  /** Classifies the frames from the last classified one up to `end`; frames up to `until` are then forgotten as speech. */
  classify(end: number, until: number): CoverageEntry[];
}

/** Tells silence from noise where there is no speech. */
export function quietMeter(): QuietMeter {
  let first = 0;
  let isLoud: boolean[] = [];
  return {
    take(frame) {
      isLoud.push(rootMeanSquare(frame) > SILENCE);
    },
    classify(end, until) {
      const entries: CoverageEntry[] = [];
      for (let start = first; start < end; start += STEP_FRAMES) {
        const stop = Math.min(start + STEP_FRAMES, end);
        const loud = isLoud.slice(start - first, stop - first).filter(Boolean).length;
        const kind = loud / (stop - start) > STRAY ? "noise" : "silence";
        entries.push({ kind, start: toSeconds(start), end: toSeconds(stop) });
      }
      isLoud = isLoud.slice(until - first);
      first = until;
      return entries;
    },
  };
}

/** The part of a number of frames that later frames cannot classify otherwise. */
export const wholeSteps = (frames: number): number => Math.max(0, Math.floor(frames / STEP_FRAMES)) * STEP_FRAMES;

export const toSeconds = (frame: number): number => (frame * FRAME_SAMPLES) / SAMPLE_RATE;
