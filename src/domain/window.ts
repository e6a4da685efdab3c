import { type Span, samplesIn } from "./audio.ts";

/** A stretch of the recording as it lies inside a window. All in seconds. */
export interface WindowPart {
  /** Where it begins inside the window. */
  readonly offset: number;
  /** Where it begins in the recording. */
  readonly start: number;
  readonly seconds: number;
}

/**
 * At most 30 s of sound, cut from a recording at silences and given to an engine as one.
 * Long silences are left out, so a window is made of parts that lie further apart in the recording.
 */
export interface Window {
  /** Counted from 0 through the recording. */
  readonly index: number;
  /** 16 kHz mono, −1 to 1. */
  readonly samples: Float32Array;
  /** In time order, without holes inside the window. At least one. */
  readonly parts: readonly WindowPart[];
  /** Where voice activity heard speech, in seconds of the recording, inside the parts. */
  readonly speech: readonly Span[];
}

/** Translates seconds inside a window to seconds of the recording. A time on a seam belongs to the earlier part. */
export function toRecordingTime({ parts }: Pick<Window, "parts">, seconds: number): number {
  let found = parts[0];
  for (const part of parts) if (part.offset < seconds) found = part;
  if (!found) return seconds;
  return found.start + Math.min(Math.max(seconds - found.offset, 0), found.seconds);
}

/** The stretch of the recording from a window's first sample to its last. */
export function extentOf({ parts }: Pick<Window, "parts">): Span {
  const first = parts[0];
  const last = parts.at(-1);
  return { start: first?.start ?? 0, end: last ? last.start + last.seconds : 0 };
}

/** Where a stretch of the recording lies inside a window: a stretch for each part it touches, in seconds of the window. */
export function toWindowTimes({ parts }: Pick<Window, "parts">, span: Span): Span[] {
  return parts.flatMap(({ offset, start, seconds }) => {
    const from = Math.max(span.start, start);
    const to = Math.min(span.end, start + seconds);
    return to > from ? [{ start: offset + from - start, end: offset + to - start }] : [];
  });
}

/** A part of a window as a window of its own. `from` and `to` in seconds of the window. */
export function sliceWindow(window: Window, index: number, span: Span): Window {
  const { start: from, end: to } = span;
  const samples = samplesIn(window.samples, span);
  const parts = window.parts.flatMap(({ offset, start, seconds }) => {
    const begin = Math.max(offset, from);
    const end = Math.min(offset + seconds, to);
    return end > begin ? [{ offset: begin - from, start: start + begin - offset, seconds: end - begin }] : [];
  });
  const extent = extentOf({ parts });
  const speech = window.speech
    .map((span) => ({ start: Math.max(span.start, extent.start), end: Math.min(span.end, extent.end) }))
    .filter((span) => span.end > span.start);
  return { index, samples, parts, speech };
}
