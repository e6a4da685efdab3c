import { lineWriter, runningText } from "../../exports/text.ts";
import { type Spoken, spokenOf, textOf } from "./spoken.ts";

/** A phrase as it is looked for: without case and marks. */
export const phraseOf = (text: string): string =>
  textOf(spokenOf([{ start: 0, end: 0, text }]), { isPunctuated: false }) || runningText([{ start: 0, end: 0, text }]);

/** Where a phrase that begins with a word ends, as the place after its last word; null where it does not begin there. */
export function endOfPhrase(spoken: readonly Spoken[], from: number, phrase: string): number | null {
  const first = spoken[from];
  if (!first || !phrase.startsWith(first.bare)) return null;
  const writer = lineWriter();
  let said = "";
  for (let at = from; said.length < phrase.length; at++) {
    const word = spoken[at];
    if (!word) return null;
    said += writer.add({ ...word, text: word.bare });
    if (said === phrase) return at + 1;
  }
  return null;
}
