import { endOfPhrase, phraseOf } from "./phrases.ts";
import { confidenceOf, type Spoken, spanOf, textOf } from "./spoken.ts";

/** Where a term was said, word for word. Without times of words, those of the segment it was said in. */
export function hitsOf(spoken: readonly Spoken[], term: string) {
  const phrase = phraseOf(term);
  return spoken.flatMap((_, from) => {
    const end = endOfPhrase(spoken, from, phrase);
    if (end === null) return [];
    const said = spoken.slice(from, end);
    return [{ confidence: confidenceOf(said), ...spanOf(said), snippet: textOf(said, { isPunctuated: false }) }];
  });
}
