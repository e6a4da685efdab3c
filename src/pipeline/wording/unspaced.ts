/** Whether a text is in a script whose words stand together: Chinese, Japanese, Thai and their like. No letter ends a word there. */
export const isUnspaced = (text: string): boolean =>
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}]/u.test(text);
