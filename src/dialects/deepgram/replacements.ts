import { phraseReplacer } from "../../domain/phrase-replacement.ts";
import { meanConfidence } from "../../domain/transcript.ts";
import type { Replacement } from "./remembered.ts";
import { type Spoken, spanOf } from "./spoken.ts";

/** What was said with words replaced, each phrase by one; the marks around it stay. By nothing, it is left out. */
export function withReplacements(spoken: readonly Spoken[], replacements: readonly Replacement[]): readonly Spoken[] {
  if (replacements.length === 0) return spoken;
  return phraseReplacer(replacements)(spoken, (said, written) => ({
    ...spanOf(said),
    ...meanConfidence(said),
    // What is written instead keeps its capitals where all else has none.
    ...written,
    isTimed: said.every(({ isTimed }) => isTimed),
  }));
}
