import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from "obscenity";
import { type Change, peel, type WrittenWord } from "./reword.ts";

/** Languages in which swear words are known. Lists for others, as far as there are any, hold too many harmless words. */
export const PROFANITY_LANGUAGES: readonly string[] = ["en"];

const english = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });

/** Masks swear words: the first letter stays, and the number of letters. */
export function findProfanity(words: readonly WrittenWord[], language: string): Change[] {
  if (!PROFANITY_LANGUAGES.includes(language)) return [];
  return words.flatMap(({ text }, index) => {
    const masked = maskWord(text);
    return masked === text ? [] : [{ from: index, to: index + 1, text: masked }];
  });
}

/** The same in a text of English or of nobody knows what, such as one that was taken out. */
export const maskText = (text: string): string => text.replace(/\S+/gu, maskWord);

function maskWord(text: string): string {
  const { before, core, behind } = peel(text);
  if (core === "" || !english.hasMatch(core)) return text;
  const [first = "", ...rest] = core;
  return `${before}${first}${"*".repeat(rest.length)}${behind}`;
}
