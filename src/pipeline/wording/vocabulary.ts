import { distance } from "fastest-levenshtein";
import { type Change, peel, type WrittenWord } from "./reword.ts";

/** A term that was found in another spelling, and corrected. */
export interface FiredTerm {
  readonly term: string;
  /** As it was heard. */
  readonly heard: string;
}

/** Shorter terms are written as they are only where every letter agrees: too many words are alike. */
const LEAST_LETTERS = 5;
/** One letter in so many may be another. */
const LETTERS_FOR_ONE = 4;
/** What the engine was surer of than this is a word of its own, however like a term it is. */
const SURE = 0.9;
/** A term may be heard as more words than it has, or as fewer. */
const MORE_WORDS = 2;

interface Term {
  readonly text: string;
  readonly letters: string;
  readonly words: number;
}

/**
 * Writes terms as they were given, where they were heard in another spelling: in other capitals, apart or together
 * ("git hub" for "GitHub"), or with a letter in four wrong where the engine was not sure. The same words always give the same.
 * @param onFired told of each correction that changes more than the capital of a first letter
 */
export function findTerms(
  words: readonly WrittenWord[],
  vocabulary: readonly string[],
  onFired: (fired: FiredTerm) => void,
): Change[] {
  const terms = vocabulary.map(toTerm).filter(({ letters }) => letters !== "");
  const changes: Change[] = [];
  for (let from = 0; from < words.length; ) {
    const found = bestAt(words, from, terms);
    if (!found || isBetterLater(words, from, found, terms)) {
      from++;
      continue;
    }
    const run = words.slice(from, found.to);
    const heard = run.map(({ text }) => text).join(" ");
    const { before } = peel(run[0]?.text ?? "");
    const { behind } = peel(run.at(-1)?.text ?? "");
    const text = `${before}${found.term.text}${behind}`;
    if (text !== heard) {
      changes.push({ from, to: found.to, text });
      onFired({ term: found.term.text, heard: heard.slice(before.length, heard.length - behind.length || undefined) });
    }
    from = found.to;
  }
  return changes;
}

interface Match {
  readonly term: Term;
  readonly to: number;
  readonly wrong: number;
}

/** The term with the fewest wrong letters that begins here; the longer one of equals. */
function bestAt(words: readonly WrittenWord[], from: number, terms: readonly Term[]): Match | undefined {
  let best: Match | undefined;
  for (const term of terms) {
    const longest = Math.min(words.length, from + term.words + MORE_WORDS);
    for (let to = from + 1; to <= longest; to++) {
      const run = words.slice(from, to);
      const letters = lettersOf(run.map(({ text }) => text).join(""));
      if (letters.length > 2 * term.letters.length) break;
      const wrong = distance(letters, term.letters);
      if (wrong > allowedWrong(term, run)) continue;
      if (!best || wrong < best.wrong || (wrong === best.wrong && term.letters.length > best.term.letters.length))
        best = { term, to, wrong };
    }
  }
  return best;
}

/** A run may take in a word too many in front of the term. */
function isBetterLater(words: readonly WrittenWord[], from: number, found: Match, terms: readonly Term[]): boolean {
  for (let later = from + 1; later < found.to; later++) {
    const other = bestAt(words, later, terms);
    if (other && other.wrong < found.wrong) return true;
  }
  return false;
}

function allowedWrong({ letters }: Term, run: readonly WrittenWord[]): number {
  const isSure = run.every(({ confidence = 0 }) => confidence > SURE);
  if (isSure || letters.length < LEAST_LETTERS) return 0;
  return Math.floor(letters.length / LETTERS_FOR_ONE);
}

const toTerm = (text: string): Term => ({
  text,
  letters: lettersOf(text),
  words: text.split(/\s+/).length,
});

/** Letters and digits alone, in lower case. Marks stay: in many languages they make another word. */
const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}\p{M}]/gu, "");
