import { SAMPLE_RATE, type Span } from "../../domain/audio.ts";
import { Failure } from "../../domain/failure.ts";
import type { TimeRange } from "../../domain/transcription.ts";
import type { CutEvent } from "./cut.ts";

/**
 * The part of a recording that lies within a range; nothing behind it is read.
 * @throws {Failure} `option-invalid` where the recording ends before the range begins
 */
export async function* cutToRange(
  sound: AsyncIterable<readonly Float32Array[]>,
  { fromSeconds = 0, toSeconds = Number.POSITIVE_INFINITY }: TimeRange,
): AsyncIterable<readonly Float32Array[]> {
  const from = Math.round(fromSeconds * SAMPLE_RATE);
  const to = Math.round(toSeconds * SAMPLE_RATE);
  let at = 0;
  for await (const channels of sound) {
    const length = channels[0]?.length ?? 0;
    const [begin, end] = [Math.max(from - at, 0), Math.min(to - at, length)];
    at += length;
    if (begin < end) yield begin === 0 && end === length ? channels : channels.map((one) => one.subarray(begin, end));
    if (at >= to) return;
  }
  if (from > 0 && at <= from)
    throw new Failure(
      "option-invalid",
      `The recording has ${(at / SAMPLE_RATE).toFixed(1)} s: nothing lies behind ${fromSeconds} s. Ask for an earlier time.`,
    );
}

/** How much of a recording is gone through, as far as its claim says: up to the end of the range. Seconds. */
export const lengthWithin = (claimed: number | null, { toSeconds }: TimeRange): number | null =>
  claimed === null || toSeconds === undefined ? claimed : Math.min(claimed, toSeconds);

/** Tells the times of what was cut from a range as those of the recording, and what lies before as left out. */
export async function* placeInRecording(
  events: AsyncIterable<CutEvent>,
  { fromSeconds = 0 }: TimeRange,
): AsyncIterable<CutEvent> {
  if (fromSeconds > 0) yield { type: "quiet", entry: { kind: "left-out", start: 0, end: fromSeconds } };
  const later = <Kind extends Span>(span: Kind): Kind => ({
    ...span,
    start: span.start + fromSeconds,
    end: span.end + fromSeconds,
  });
  for await (const event of events) {
    if (event.type === "cut") yield { type: "cut", seconds: event.seconds + fromSeconds };
    else if (event.type === "quiet") yield { type: "quiet", entry: later(event.entry) };
    else {
      const parts = event.window.parts.map((part) => ({ ...part, start: part.start + fromSeconds }));
      yield { type: "window", window: { ...event.window, parts, speech: event.window.speech.map(later) } };
    }
  }
}
