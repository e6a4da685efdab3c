import { mostSpoken } from "../../domain/most-spoken.ts";
import type { HeardWord } from "../../ports/engine.ts";
import type { HeardSound } from "./answers.ts";

/** What was heard in one part of a window, and how long the part is. */
export interface HeardPart {
  readonly heard: HeardSound;
  readonly seconds: number;
}

/** Scripts whose words stand together. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}]/u;

/** Parts of one window as if they had been heard as one. Scores are means by seconds, and the worst where a mean hides it. */
export function joinSounds(parts: readonly HeardPart[]): HeardSound {
  const [only, another] = parts;
  if (only && !another) return only.heard;
  const spoken = parts.filter(({ heard }) => heard.text !== "");
  const separators = spoken.map(({ heard }, index) => separator(spoken[index - 1]?.heard.text, heard.text));
  const words = joinWords(parts, separators);
  return {
    text: spoken.map(({ heard }, index) => `${separators[index]}${heard.text}`).join(""),
    language:
      mostSpoken(spoken.map(({ heard, seconds }) => ({ language: heard.language ?? undefined, seconds }))) ?? null,
    ...(words && { words }),
    averageLogProbability: meanBySeconds(spoken),
    noSpeechProbability: Math.min(...parts.map(({ heard }) => heard.noSpeechProbability)),
    temperature: Math.max(0, ...parts.map(({ heard }) => heard.temperature)),
  };
}

function separator(before: string | undefined, text: string): string {
  if (before === undefined) return "";
  return UNSPACED.test(before.slice(-2)) && UNSPACED.test(text.slice(0, 2)) ? "" : " ";
}

/** None where a part with text has none: half of the words would be taken for all. */
function joinWords(parts: readonly HeardPart[], separators: readonly string[]): HeardWord[] | undefined {
  const words: HeardWord[] = [];
  let [offset, index] = [0, 0];
  for (const { heard, seconds } of parts) {
    if (heard.text !== "" && !heard.words) return undefined;
    const before = heard.text === "" ? "" : separators[index++];
    for (const [place, word] of (heard.words ?? []).entries())
      words.push({
        ...word,
        start: offset + word.start,
        end: offset + word.end,
        text: place === 0 ? `${before}${word.text}` : word.text,
      });
    offset += seconds;
  }
  return words.length > 0 ? words : undefined;
}

function meanBySeconds(parts: readonly HeardPart[]): number | null {
  let [sum, weight] = [0, 0];
  for (const { heard, seconds } of parts) {
    if (heard.averageLogProbability === null) continue;
    sum += seconds * heard.averageLogProbability;
    weight += seconds;
  }
  return weight === 0 ? null : sum / weight;
}
