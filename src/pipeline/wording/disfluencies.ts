import { type Change, peel, type WrittenWord } from "./reword.ts";

/** Sounds of hesitation by language, in lower case. Words that also mean something, such as "like", are no such sounds. */
const FILLERS: Readonly<Record<string, RegExp>> = {
  de: /^(?:ä+h*m+|ä+h+|ö+h+m*|e+h+m+|hm{2,})$/,
  en: /^(?:u+h+m*|u+m+|er|er+m+|a+h+m+|hm{2,})$/,
  es: /^(?:e+h+m+|e+m{2,}|hm{2,})$/,
  fr: /^(?:e+u+h+m*|h+e+u+|h+u+m{2,}|hm{2,})$/,
  it: /^(?:e+h+m+|u+h+m+|hm{2,})$/,
  ja: /^(?:え[ーえっ]*と?|あの[ーう]+|う[ーう]*ん?と|んー+)$/u,
  ko: /^(?:음+|으음+)$/u,
  pt: /^(?:h+u*m{2,}|e+h+m+|ã+h+)$/,
  ru: /^(?:э+м*|э-э+|гм+|хм+)$/u,
  zh: /^(?:嗯+|呃+)$/u,
};

/** Languages whose sounds of hesitation are known. */
export const hasFillers = (language: string): boolean => Object.hasOwn(FILLERS, language);

/** Leaves out sounds of hesitation. What ends the sentence behind one moves to the word before it. */
export function findFillers(words: readonly WrittenWord[], language: string): Change[] {
  const filler = FILLERS[language];
  if (!filler) return [];
  const isFiller = (word: WrittenWord | undefined) =>
    word !== undefined && filler.test(peel(word.text).core.toLocaleLowerCase(language));
  const changes: Change[] = [];
  for (let from = 0; from < words.length; from++) {
    if (!isFiller(words[from])) continue;
    let to = from + 1;
    while (isFiller(words[to])) to++;
    changes.push(...without(words, { from, to }, language));
    from = to;
  }
  return changes;
}

function without(
  words: readonly WrittenWord[],
  { from, to }: { from: number; to: number },
  language: string,
): Change[] {
  const before = words[from - 1];
  const next = words[to];
  const end = endOf(words[to - 1]);
  if (end !== undefined && before && endOf(before) === undefined)
    return [{ from: from - 1, to, text: `${before.text.replace(/[,;:，、；：]$/u, "")}${end}` }];
  const begins = /^\P{L}*\p{Lu}/u.test(words[from]?.text ?? "");
  if (begins && next && end === undefined) return [{ from, to: to + 1, text: capitalised(next.text, language) }];
  return [{ from, to, text: null }];
}

const endOf = (word: WrittenWord | undefined): string | undefined =>
  /[.!?…。！？]+["'”’»)\]]*$/u.exec(word?.text ?? "")?.[0];

const capitalised = (text: string, language: string): string =>
  text.replace(/\p{L}/u, (letter) => letter.toLocaleUpperCase(language));
