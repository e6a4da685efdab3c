import { type Span, secondsOf } from "../../domain/audio.ts";
import { sliceWindow, toWindowTimes, type Window } from "../../domain/window.ts";
import type { HeardText } from "../../ports/engine.ts";

/** Speech without a word for this long was skipped: engines stop early or jump between speakers. */
const LEAST_SECONDS = 1;
/** A word's sound reaches a little beyond its times. */
const AROUND_WORDS = 0.4;
/** Sound kept around what is looked at again. */
const MARGIN = 0.2;

/**
 * The stretches of a window in which voice activity heard speech and the engine gave no word, as windows of their own.
 * None where the engine has no word times: there is no telling which speech its text covers.
 */
export function unheardParts(window: Window, heard: HeardText): Window[] {
  if (!heard.words) return [];
  const said = heard.words.map(({ start, end }) => ({ start: start - AROUND_WORDS, end: end + AROUND_WORDS }));
  const speech = window.speech.flatMap((span) => toWindowTimes(window, span));
  const holes = joinNeighbours(speech.flatMap((span) => without(span, said)));
  return holes
    .filter((hole) => secondsOf(hole) >= LEAST_SECONDS)
    .map((hole, index) =>
      sliceWindow(window, index, { start: Math.max(hole.start - MARGIN, 0), end: hole.end + MARGIN }),
    );
}

/** What is left of a span when others, in order, are taken out of it. */
function without(span: Span, taken: readonly Span[]): Span[] {
  const left: Span[] = [];
  let at = span.start;
  for (const { start, end } of taken) {
    if (end <= at || start >= span.end) continue;
    if (start > at) left.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  if (at < span.end) left.push({ start: at, end: span.end });
  return left;
}

/** Holes with only a pause between them are one: context helps. Even a word of no length keeps them further apart. */
function joinNeighbours(holes: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const hole of holes) {
    const last = joined.at(-1);
    if (last && hole.start - last.end < 1.9 * AROUND_WORDS)
      joined[joined.length - 1] = { start: last.start, end: hole.end };
    else joined.push(hole);
  }
  return joined;
}
