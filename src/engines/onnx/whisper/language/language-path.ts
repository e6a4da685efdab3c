/** Probability of each language by code, for one stretch of speech. */
export type LanguageVote = ReadonlyMap<string, number>;

/** How much likelier it is that the next stretch is in the same language than in another one. */
const LOYALTY = 20;
/** No vote counts as more certain than this: models are sure of themselves also where they are wrong. */
const LEAST = 0.001;

/**
 * The likeliest languages of stretches that follow each other, where a change costs something: one odd vote among others
 * changes nothing, a clear one does. By dynamic programming (A. Viterbi, 1967).
 * @param votes one a stretch, over the same languages
 * @param likely what was spoken elsewhere in the recording, where that is known: to begin with another one is a change too
 * @returns a language for each vote
 */
export function languagePath(votes: readonly LanguageVote[], likely: string | undefined): string[] {
  const languages = [...(votes[0]?.keys() ?? [])];
  const change = Math.log(LOYALTY);
  const cameFrom: string[][] = [];
  let scores = languages.map((code) => (likely === undefined || code === likely ? 0 : -change));
  for (const [index, vote] of votes.entries()) {
    const best = indexOfLargest(scores);
    const from = scores.map((score, at) => (index === 0 || score >= (scores[best] ?? 0) - change ? at : best));
    cameFrom.push(from.map((at) => languages[at] ?? ""));
    scores = languages.map((code, at) => {
      const before = from[at] ?? at;
      const cost = before === at ? 0 : change;
      return (scores[before] ?? 0) - cost + Math.log(Math.max(vote.get(code) ?? 0, LEAST));
    });
  }
  return retrace(languages, cameFrom, languages[indexOfLargest(scores)]);
}

/** From the last stretch back to the first. */
function retrace(
  languages: readonly string[],
  cameFrom: readonly (readonly string[])[],
  last: string | undefined,
): string[] {
  const path: string[] = [];
  let language = last;
  for (const from of [...cameFrom].reverse()) {
    if (language === undefined) break;
    path.unshift(language);
    language = from[languages.indexOf(language)];
  }
  return path;
}

function indexOfLargest(numbers: readonly number[]): number {
  return numbers.reduce((best, number, index) => (number > (numbers[best] ?? 0) ? index : best), 0);
}
