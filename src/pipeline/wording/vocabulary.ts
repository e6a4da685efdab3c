import { distance } from "fastest-levenshtein";
import { type Change, peel, type WrittenWord } from "./reword.ts";
import { isUnspaced } from "./unspaced.ts";

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
  /** "C++" or ".NET": without its marks it would be any "c" or "net". */
  readonly needsMarks: boolean;
}

/**
 * Writes terms as they were given, where they were heard in another spelling: in other capitals, apart or together
 * ("git hub" for "GitHub"), or with a letter in four wrong where the engine was not sure. The same words always give the same.
 * @param onFired told of each correction
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
    const { before } = peel(run[0]?.text ?? "");
    const { behind } = peel(run.at(-1)?.text ?? "");
    const heard = run.map(({ text }) => text).join(isUnspaced(found.term.text) ? "" : " ");
    const text = withMarks(found.term.text, before, behind);
    if (text !== heard) {
      changes.push({ from, to: found.to, text });
      onFired({ term: found.term.text, heard: heard.slice(before.length, heard.length - behind.length || undefined) });
    }
    from = found.to;
  }
  return changes;
}

/** A term between the marks that cling to it, but for those it brings itself: "C++." and not "C++++.". */
function withMarks(term: string, before: string, behind: string): string {
  const own = peel(term);
  const front = own.before !== "" && before.endsWith(own.before) ? before.slice(0, -own.before.length) : before;
  const back = own.behind !== "" && behind.startsWith(own.behind) ? behind.slice(own.behind.length) : behind;
  return `${front}${term}${back}`;
}

interface Match {
  readonly term: Term;
  readonly to: number;
  readonly wrong: number;
}

/** The term with the fewest wrong letters that begins here; the longer one of equals. */
function bestAt(words: readonly WrittenWord[], from: number, terms: readonly Term[]): Match | undefined {
  const [best] = terms
    .flatMap((term) => matchesAt(words, from, term))
    .sort((a, b) => a.wrong - b.wrong || b.term.letters.length - a.term.letters.length);
  return best;
}

/** Runs of words from here on that come close enough to a term. */
function matchesAt(words: readonly WrittenWord[], from: number, term: Term): Match[] {
  const matches: Match[] = [];
  const longest = Math.min(words.length, from + term.words + MORE_WORDS);
  for (let to = from + 1; to <= longest; to++) {
    const run = words.slice(from, to);
    const written = run.map(({ text }) => text).join(" ");
    const letters = lettersOf(written);
    if (letters.length > 2 * term.letters.length) break;
    if (term.needsMarks && !written.toLowerCase().includes(term.text.toLowerCase())) continue;
    const wrong = distance(letters, term.letters);
    if (wrong <= allowedWrong(term, run)) matches.push({ term, to, wrong });
  }
  return matches;
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

function toTerm(text: string): Term {
  const letters = lettersOf(text);
  const { before, behind } = peel(text);
  const needsMarks = letters.length < LEAST_LETTERS && before + behind !== "";
  return { text, letters, words: text.split(/\s+/).length, needsMarks };
}

/** Letters and digits alone, in lower case. Marks stay: in many languages they make another word. */
const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}\p{M}]/gu, "");
