import type { HeardWord } from "../../ports/engine.ts";

/** A word as a service times it: often without the marks and spaces that the text has. */
export interface TimedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly probability?: number | null | undefined;
}

interface PlacedWord extends TimedWord {
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
}

/** Letters a word may be away from the one before it: further off it is another word that reads the same. */
const FURTHEST = 40;

/**
 * Finds timed words in the text they belong to and gives each its marks and its space, so that together they are the
 * text. A word that is not there lengthens the one before. Times are in order and within the sound.
 * @param seconds of the sound
 */
export function placeInText(text: string, words: readonly TimedWord[], seconds: number): HeardWord[] {
  const placed = find(text, words);
  const borders = placed.map(({ from }, index) => {
    const before = placed[index - 1];
    if (!before) return 0;
    const space = text.slice(before.to, from).search(/\s/u);
    return space === -1 ? from : before.to + space;
  });
  let last = 0;
  return placed.map(({ start, end, probability }, index) => {
    last = clamp(start, last, seconds);
    return {
      start: last,
      end: clamp(end, last, seconds),
      text: text.slice(borders[index], borders[index + 1]),
      ...(probability != null && { confidence: clamp(probability, 0, 1) }),
    };
  });
}

function find(text: string, words: readonly TimedWord[]): PlacedWord[] {
  const placed: PlacedWord[] = [];
  for (const timed of words) {
    const word = timed.word.trim();
    const before = placed.at(-1);
    const at = before?.to ?? 0;
    const from = indexOf(text.slice(at, at + FURTHEST + word.length), word);
    if (word !== "" && from !== -1) placed.push({ ...timed, from: at + from, to: at + from + word.length });
    else if (before) placed.splice(-1, 1, { ...before, end: Math.max(before.end, timed.end) });
  }
  return placed;
}

/** In other case where it is not there as it is written: the text may begin a sentence with it. */
function indexOf(text: string, word: string): number {
  const place = text.indexOf(word);
  if (place !== -1) return place;
  const lower = text.toLowerCase();
  // Some letters have a longer small form, and places in it would not be places in the text.
  return lower.length === text.length ? lower.indexOf(word.toLowerCase()) : -1;
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
