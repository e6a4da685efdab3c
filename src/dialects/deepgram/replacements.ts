import { meanConfidence } from "../../domain/transcript.ts";
import { endOfPhrase, phraseOf } from "./phrases.ts";
import type { Replacement } from "./remembered.ts";
import { type Spoken, spanOf } from "./spoken.ts";

/** What was said with words replaced, each phrase by one; the marks around it stay. By nothing, it is left out. */
export function withReplacements(spoken: readonly Spoken[], replacements: readonly Replacement[]): readonly Spoken[] {
  if (replacements.length === 0) return spoken;
  const sought = replacements.map(({ find, by }) => ({ phrase: phraseOf(find), by }));
  const written: Spoken[] = [];
  let at = 0;
  for (let word = spoken[at]; word; word = spoken[at]) {
    const found = firstAt(spoken, at, sought);
    if (found && found.by !== "") written.push(oneWord(spoken.slice(at, found.end), found.by));
    if (!found) written.push(word);
    at = found?.end ?? at + 1;
  }
  return written;
}

function firstAt(spoken: readonly Spoken[], at: number, sought: readonly { phrase: string; by: string }[]) {
  for (const { phrase, by } of sought) {
    const end = endOfPhrase(spoken, at, phrase);
    if (end !== null) return { end, by };
  }
  return null;
}

const BEFORE = /^[^\p{L}\p{M}\p{N}]+/u;
const AFTER = /(?<=[\p{L}\p{M}\p{N}])[^\p{L}\p{M}\p{N}]+$/u;

function oneWord(said: readonly Spoken[], by: string): Spoken {
  const [first, last] = [said[0]?.text ?? "", said.at(-1)?.text ?? ""];
  // What has marks alone is replaced with them.
  const before = /[\p{L}\p{N}]/u.test(first) ? (BEFORE.exec(first)?.[0] ?? "") : "";
  return {
    ...spanOf(said),
    ...meanConfidence(said),
    text: `${before}${by}${AFTER.exec(last)?.[0] ?? ""}`,
    bare: by,
    isTimed: said.every(({ isTimed }) => isTimed),
  };
}
