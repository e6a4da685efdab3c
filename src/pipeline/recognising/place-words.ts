import type { Span } from "../../domain/audio.ts";
import type { Word } from "../../domain/transcript.ts";
import { extentOf, toRecordingTime, type Window } from "../../domain/window.ts";
import type { HeardWord } from "../../ports/engine.ts";

/** Voice activity answers a little late; a word may begin this much before it and end this much after. */
const SLACK = 0.1;
const SHORTEST = 0.02;

/**
 * Moves words from the window to the recording: in time order, inside the window's sound, and held to the
 * stretches where voice activity heard speech, as attention drifts into pauses.
 */
export function placeWords(window: Window, words: readonly HeardWord[]): Word[] {
  const extent = extentOf(window);
  let earliest = extent.start;
  return words.map((word) => {
    const heard = { start: toRecordingTime(window, word.start), end: toRecordingTime(window, word.end) };
    const held = holdToSpeech(heard, window.speech);
    const start = Math.min(Math.max(held.start, earliest), extent.end);
    const end = Math.min(Math.max(held.end, start + SHORTEST), extent.end);
    earliest = end;
    return { ...word, start, end };
  });
}

function holdToSpeech(word: Span, speech: readonly Span[]): Span {
  let most: Span | undefined;
  let longest = 0;
  for (const span of speech) {
    const overlap = Math.min(word.end, span.end + SLACK) - Math.max(word.start, span.start - SLACK);
    if (overlap > longest) {
      longest = overlap;
      most = span;
    }
  }
  if (!most) return word;
  return { start: Math.max(word.start, most.start - SLACK), end: Math.min(word.end, most.end + SLACK) };
}
