import { phraseFinder } from "../../domain/phrases.ts";
import { confidenceOf, type Spoken, spanOf, textOf } from "./spoken.ts";

/** Where terms were said. Without times of words, those of the segment they were said in. */
export function searchIn(spoken: readonly Spoken[], terms: readonly string[]) {
  const placesOf = phraseFinder(spoken.map(({ text }) => text));
  return terms.map((query) => ({
    query,
    hits: placesOf(query).map(({ from, to }) => {
      const said = spoken.slice(from, to);
      return { confidence: confidenceOf(said), ...spanOf(said), snippet: textOf(said, { isPunctuated: false }) };
    }),
  }));
}
