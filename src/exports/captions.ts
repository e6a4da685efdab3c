import type { Segment } from "../domain/transcript.ts";
import { endsSentence, onOneLine } from "./spacing.ts";
import { type TimedText, timedTexts } from "./timed-text.ts";

/** What a player shows at one time. Milliseconds from the start of the recording. */
export interface Caption {
  readonly startMs: number;
  readonly endMs: number;
  readonly lines: readonly string[];
}

const LINE_LENGTH = 42;
const LONGEST_SECONDS = 7;
const SHORTEST_MS = 500;
/** A little under two full lines: cuts fall between words, so full lines are rare. */
const COMFORTABLE_LENGTH = 76;

/**
 * Cuts segments into captions of at most two lines of 42 characters and, wherever there is a word to cut at, at most
 * 7 seconds. Captions come in time order, none is without text or duration, and none begins before the last has ended.
 */
export function captionsOf(segments: readonly Segment[]): Caption[] {
  const captions = segments.flatMap((segment) => {
    const text = onOneLine(segment.text);
    return cut(text, timedTexts(text, segment, LINE_LENGTH));
  });
  return oneAfterAnother(captions);
}

function cut(text: string, timed: readonly TimedText[]): Caption[] {
  const [first, last] = [timed[0], timed.at(-1)];
  if (!first || !last) return [];
  const lines = layOut(text, timed);
  const seconds = last.end - first.start;
  if (timed.length === 1 || (lines && seconds <= LONGEST_SECONDS)) {
    const whole = [text.slice(first.from, last.to)];
    return [{ startMs: Math.round(first.start * 1000), endMs: Math.round(last.end * 1000), lines: lines ?? whole }];
  }
  const parts = Math.max(
    2,
    Math.ceil(seconds / LONGEST_SECONDS),
    Math.ceil((last.to - first.from) / COMFORTABLE_LENGTH),
  );
  const place = bestCut(text, timed, Math.round(parts / 2) / parts);
  return [...cut(text, timed.slice(0, place)), ...cut(text, timed.slice(place))];
}

/** The index of the part before which a reader would least mind a cut, near `share` of the text. */
function bestCut(text: string, timed: readonly TimedText[], share: number): number {
  const [begin, end] = [timed[0]?.from ?? 0, timed.at(-1)?.to ?? 0];
  return placeOfLeast(timed, (before, after) => {
    const distance = Math.abs((before.to - begin) / (end - begin) - share);
    const pause = Math.min(after.start - before.end, 1);
    return distance - pause * 0.2 - reliefAfter(text.slice(before.from, before.to));
  });
}

function reliefAfter(word: string): number {
  if (endsSentence(word)) return 0.25;
  return /[,;:،、，；：–—]$/u.test(word) ? 0.12 : 0;
}

/** One line, or the two most even ones; undefined where two do not hold the text. */
function layOut(text: string, timed: readonly TimedText[]): string[] | undefined {
  const [begin, end] = [timed[0]?.from ?? 0, timed.at(-1)?.to ?? 0];
  if (end - begin <= LINE_LENGTH) return [text.slice(begin, end)];
  const place = placeOfLeast(timed, (before, after) => Math.max(before.to - begin, end - after.from));
  const [above, below] = [timed[place - 1]?.to ?? begin, timed[place]?.from ?? end];
  return Math.max(above - begin, end - below) <= LINE_LENGTH
    ? [text.slice(begin, above), text.slice(below, end)]
    : undefined;
}

/** The index, at least 1, of the part whose cost after the part before it is least. */
function placeOfLeast(timed: readonly TimedText[], cost: (before: TimedText, after: TimedText) => number): number {
  const costs = timed.slice(1).map((after, index) => cost(timed[index] ?? after, after));
  return (
    costs.reduce((least, value, index) => (value < (costs[least] ?? Number.POSITIVE_INFINITY) ? index : least), 0) + 1
  );
}

/** Ends each caption before the next begins, and gives one that would flash by the time there is. */
function oneAfterAnother(captions: readonly Caption[]): Caption[] {
  const ordered = captions.toSorted((a, b) => a.startMs - b.startMs);
  let free = 0;
  return ordered.map(({ startMs: wanted, endMs, lines }, index) => {
    const startMs = Math.max(wanted, free);
    const nextMs = ordered[index + 1]?.startMs ?? Number.POSITIVE_INFINITY;
    const longEnough = Math.max(endMs, startMs + SHORTEST_MS);
    free = nextMs > startMs ? Math.min(longEnough, nextMs) : longEnough;
    return { startMs, endMs: free, lines };
  });
}
