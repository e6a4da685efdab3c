const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\u3000-\u303f\uff00-\uffef]/u;

/** Whether the text has characters of a script that is written without spaces between words. */
export const isUnspaced = (text: string): boolean => UNSPACED.test(text);

/** The same words on one line with single spaces, and none at either end. */
export const onOneLine = (text: string): string => text.replace(/\s+/gu, " ").trim();

/** Whether a sentence ends with this text, closing quotes and brackets aside. */
export const endsSentence = (text: string): boolean => /[.!?…。！？؟।]["'”’»)\]」』]*$/u.test(text);
