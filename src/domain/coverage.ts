import type { Span } from "./audio.ts";

/**
 * What became of a stretch of the recording.
 *
 * - `transcribed`: speech whose words are in the transcript
 * - `silence`: nothing to hear
 * - `noise`: sound without speech: music, hum, clatter
 * - `suppressed`: an engine gave words there and the guard took them out
 * - `unheard`: voice activity heard speech there and no words came
 * - `left-out`: outside the time that was asked for
 */
export type CoverageKind = "transcribed" | "silence" | "noise" | "suppressed" | "unheard" | "left-out";

export interface CoverageEntry extends Span {
  readonly kind: CoverageKind;
  /** Counted from 0, where channels were heard apart. */
  readonly channel?: number;
}
