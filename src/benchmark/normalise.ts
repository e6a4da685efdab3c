import { toCardinal as german } from "n2words/de-DE";
import { toCardinal as english } from "n2words/en-US";
import { toCardinal as spanish } from "n2words/es-ES";
import { toCardinal as french } from "n2words/fr-FR";
import { toCardinal as italian } from "n2words/it-IT";
import { toCardinal as japanese } from "n2words/ja-JP";
import { toCardinal as korean } from "n2words/ko-KR";
import { toCardinal as portuguese } from "n2words/pt-PT";
import { toCardinal as russian } from "n2words/ru-RU";
import { toCardinal as chinese } from "n2words/zh-Hans-CN";

const SPELL: Readonly<Record<string, (value: bigint) => string>> = {
  de: german,
  en: english,
  es: spanish,
  fr: french,
  it: italian,
  ja: japanese,
  ko: korean,
  pt: portuguese,
  ru: russian,
  zh: chinese,
};

/** Scripts whose words are not set apart: there a character counts as a word. */
const BY_CHARACTER = new Set(["zh", "ja", "ko"]);

/**
 * The words that are compared: lower case, without accents and punctuation, numbers spelled out in the language,
 * so that "7", "seven" and "Seven." are one word.
 */
export function comparableWords(text: string, language: string): string[] {
  const spelled = text.replace(/\d[\d.,]*/g, (digits) => ` ${spell(digits, language)} `);
  const plain = spelled
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}' ]+/gu, " ")
    .replace(/(^|\s)'+|'+(?=\s|$)/g, " ")
    // Hangul was taken apart by the decomposition above.
    .normalize("NFC");
  if (BY_CHARACTER.has(language)) return [...plain.replace(/\s+/g, "")];
  return plain.split(/\s+/).filter(Boolean);
}

function spell(digits: string, language: string): string {
  const value = digits.replace(/[.,](?=\d{3}(?!\d))/g, "").replace(/[.,]$/, "");
  const toWords = SPELL[language];
  return toWords && /^\d+$/.test(value) ? toWords(BigInt(value)) : digits;
}
