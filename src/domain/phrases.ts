import { type PhrasePart, phraseParts } from "./phrase-parts.ts";

/** Words that were said one after another: the index of the first, and of the one after the last. */
export interface PhrasePlace {
  readonly from: number;
  readonly to: number;
}

/** A phrase as it is looked for. */
export interface SoughtPhrase {
  readonly keys: readonly string[];
  readonly isMark: boolean;
}

/**
 * Finds phrases in words that follow one another, whatever their capitals and the marks around them. Whole words alone,
 * but in scripts without spaces, where a phrase may be a part of what the model took for a word.
 * @returns all places of a phrase, in order, also where they share words
 */
export function phraseFinder(words: readonly string[]): (phrase: string) => PhrasePlace[] {
  const parts = phraseParts(words);
  const begins = new Map<string, number[]>();
  for (const [at, { key }] of parts.entries()) {
    const others = begins.get(key);
    if (others) others.push(at);
    else begins.set(key, [at]);
  }
  return (phrase) => {
    const sought = soughtPhrase(phrase);
    return (begins.get(sought.keys[0] ?? "") ?? []).flatMap((at) => {
      const [first, last] = [parts[at], parts[endOfPhrase(parts, at, sought) - 1]];
      return first && last ? [{ from: first.word, to: last.word + 1 }] : [];
    });
  };
}

/** Of a phrase of marks alone, the marks; of any other they do not count. */
export function soughtPhrase(phrase: string): SoughtPhrase {
  const parts = phraseParts([phrase]);
  const spoken = parts.filter(({ isMark }) => !isMark);
  const isMark = spoken.length === 0;
  return { keys: (isMark ? parts : spoken).map(({ key }) => key), isMark };
}

/** The place after the last part of a phrase that begins with a part; 0 where it does not, and for one without words. */
export function endOfPhrase(parts: readonly PhrasePart[], at: number, { keys, isMark }: SoughtPhrase): number {
  if (keys.length === 0 || parts[at]?.isTied) return 0;
  let next = at;
  for (const key of keys) {
    // A dash on its own parts no phrase.
    while (next > at && !isMark && parts[next]?.isMark) next++;
    const part = parts[next];
    if (part?.key !== key || part.isMark !== isMark) return 0;
    next++;
  }
  return parts[next]?.isTied ? 0 : next;
}
