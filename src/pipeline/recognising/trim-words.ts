import type { HeardWord } from "../../ports/engine.ts";

/** Nobody takes longer for a word: the rest is a pause, or speech that the engine passed over. */
const LONGEST_SECONDS = 1.5;
/** Words of one phrase follow each other this closely. */
const CLOSE_SECONDS = 0.3;

/**
 * Shortens words that attention has stretched over what lies beside them. Such a word is where its neighbours are: at its
 * end where the next one follows closely and none came closely before, else at its beginning.
 */
export function trimWords(words: readonly HeardWord[]): HeardWord[] {
  return words.map((word, index) => {
    if (word.end - word.start <= LONGEST_SECONDS) return word;
    const [before, next] = [words[index - 1], words[index + 1]];
    const follows = before !== undefined && word.start - before.end <= CLOSE_SECONDS;
    const leads = next !== undefined && next.start - word.end <= CLOSE_SECONDS;
    return leads && !follows
      ? { ...word, start: word.end - LONGEST_SECONDS }
      : { ...word, end: word.start + LONGEST_SECONDS };
  });
}
