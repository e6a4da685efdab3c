import type { TranscriptionProgress } from "../domain/transcription.ts";
import { extentOf } from "../domain/window.ts";
import type { Piece } from "./cutting/pieces.ts";

/** Keeps count of how far a transcription is. */
export interface ProgressCount {
  /** Seconds decoded so far; the exact length once decoding has ended. */
  readonly seconds: number;
  decoded(seconds: number): TranscriptionProgress;
  settled(piece: Piece): TranscriptionProgress;
  finished(): TranscriptionProgress;
}

/** @param claimed the length the file claims, in seconds */
export function countProgress(claimed: number | null): ProgressCount {
  let decodedSeconds = 0;
  let settledSeconds = 0;
  // A file may be longer than it claims.
  const total = () => (claimed === null ? null : Math.max(claimed, decodedSeconds));
  const now = (): TranscriptionProgress => ({
    type: "progress",
    settledSeconds,
    decodedSeconds,
    totalSeconds: total(),
  });
  return {
    get seconds() {
      return decodedSeconds;
    },
    decoded(seconds) {
      decodedSeconds = seconds;
      return now();
    },
    settled({ windows }) {
      const last = windows.at(-1);
      if (last) settledSeconds = Math.max(settledSeconds, Math.min(extentOf(last).end, decodedSeconds));
      return now();
    },
    finished() {
      settledSeconds = decodedSeconds;
      return { ...now(), totalSeconds: decodedSeconds };
    },
  };
}
