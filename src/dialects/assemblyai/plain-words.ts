const MARKS = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** A word as it is compared: without capitals, and without the marks around it. */
export const plainWord = (text: string): string => text.trim().replace(MARKS, "").toLowerCase();

/** The words of a phrase, as they are compared. */
export const phraseOf = (text: string): string[] =>
  text
    .split(/\s+/u)
    .map(plainWord)
    .filter((word) => word !== "");
