import { meanConfidence, type Segment, type Word } from "../../domain/transcript.ts";
import { extentOf, type Window } from "../../domain/window.ts";
import type { HeardText } from "../../ports/engine.ts";
import { placeWords } from "./place-words.ts";

/** A pause this long ends a segment. */
const PAUSE = 0.8;
/** A segment this long ends at the next comma, and twice as long at the next word. */
const LONG_SECONDS = 10;
const SENTENCE_END = /[.!?…。！？؟।][\s"'”’»)\]」』]*$/u;
const CLAUSE_END = /[,;:،、，；：][\s"'”’)\]]?$/u;
/** `Mr.`, `U.S.`, `e.g.`: a stop after a short word without a pause does not end a sentence. */
const ABBREVIATION = /^\s*[\p{Ps}\p{Pi}"']*(?:\p{L}{1,3}|(?:\p{L}\.)+\p{L})\.$/u;
const ABBREVIATION_PAUSE = 0.25;

/** Turns what was heard in a window into segments that read as sentences. */
export function toSegments(window: Window, heard: HeardText): Segment[] {
  if (heard.text === "") return [];
  if (!heard.words || heard.words.length === 0) return [wholeWindow(window, heard)];
  const segments: Segment[] = [];
  let words: Word[] = [];
  const placed = placeWords(window, heard.words);
  placed.forEach((word, index) => {
    words.push(word);
    if (!endsSegment(words, placed[index + 1])) return;
    segments.push(fromWords(words, heard.language));
    words = [];
  });
  return segments;
}

function endsSegment(words: readonly Word[], next: Word | undefined): boolean {
  const first = words[0];
  const last = words.at(-1);
  if (!next || !first || !last) return true;
  const pause = next.start - last.end;
  if (pause >= PAUSE) return true;
  if (SENTENCE_END.test(last.text)) return !ABBREVIATION.test(last.text) || pause >= ABBREVIATION_PAUSE;
  const seconds = last.end - first.start;
  return seconds >= 2 * LONG_SECONDS || (seconds >= LONG_SECONDS && CLAUSE_END.test(last.text));
}

function fromWords(words: readonly Word[], language: string | null): Segment {
  const text = words
    .map((word) => word.text)
    .join("")
    .trim();
  return {
    start: words[0]?.start ?? 0,
    end: words.at(-1)?.end ?? 0,
    text,
    ...(language === null ? {} : { language }),
    ...meanConfidence(words),
    words: words.map((word) => ({ ...word, text: word.text.trim() })),
  };
}

/** Without word times the segment is where voice activity heard speech in the window. */
function wholeWindow(window: Window, heard: HeardText): Segment {
  const extent = extentOf(window);
  return {
    start: window.speech[0]?.start ?? extent.start,
    end: window.speech.at(-1)?.end ?? extent.end,
    text: heard.text,
    ...(heard.language === null ? {} : { language: heard.language }),
    ...(heard.averageLogProbability !== null && { confidence: Math.exp(heard.averageLogProbability) }),
  };
}
