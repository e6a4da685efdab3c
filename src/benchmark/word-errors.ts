import { comparableWords } from "./normalise.ts";

/** Words of a reference and how many of them were heard wrong. */
export interface WordErrors {
  readonly words: number;
  readonly errors: number;
}

/** Counts insertions, deletions and substitutions between a reference and what was heard. */
export function wordErrors(reference: string, heard: string, language: string): WordErrors {
  const truth = comparableWords(reference, language);
  return { words: truth.length, errors: distance(truth, comparableWords(heard, language)) };
}

/** Levenshtein's distance over words. */
function distance(a: readonly string[], b: readonly string[]): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, word] of a.entries()) {
    const current = [i + 1];
    for (const [j, other] of b.entries()) {
      const same = (previous[j] ?? 0) + (word === other ? 0 : 1);
      current.push(Math.min((previous[j + 1] ?? 0) + 1, (current[j] ?? 0) + 1, same));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}

/** Percent of the reference's words. */
export const rate = ({ words, errors }: WordErrors): number => (words === 0 ? 0 : (100 * errors) / words);

export const sum = (all: readonly WordErrors[]): WordErrors =>
  all.reduce((total, one) => ({ words: total.words + one.words, errors: total.errors + one.errors }), {
    words: 0,
    errors: 0,
  });
