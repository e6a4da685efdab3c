/** What phrases are compared by: a word, each part of one that has hyphens, or a sign of a script without spaces. */
export interface PhrasePart {
  /** Which of the words it stands in, … */
  readonly word: number;
  /** … from where to where in its text. */
  readonly start: number;
  readonly end: number;
  /** The same where the same was said, however it is written. */
  readonly key: string;
  /** Joined to the part before by a hyphen: no phrase begins here, and none ends before it. */
  readonly isTied: boolean;
  /** Has no letter and no digit. */
  readonly isMark: boolean;
}

const APOSTROPHES = /[\u2018\u2019\u201b\u02bb\u02bc\uff07\u00b4\u0060]/gu;
const HYPHEN = /^[-\u2010\u2011\ufe63\uff0d]$/u;

// Signs have no spaces between them, and nothing tells where a word of several ends.
const UNSPACED = String.raw`[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]`;
const SIGN = String.raw`(?=[\p{L}\p{N}])${UNSPACED}[\p{M}\uff9e\uff9f]*`;
const LETTER = String.raw`(?!${UNSPACED})[\p{L}\p{N}]\p{M}*`;
// A swear word of which only the first letter is shown.
const MASKED = String.raw`${LETTER}\*+`;
// Marks between letters belong to a word, as in "U.S", "don't" and "3,5"; of those behind it "C++" and "C#" need theirs.
const WORD = String.raw`${LETTER}(?:(?:[.:'&@/_·]|,(?=\p{N}))?\p{Cf}*${LETTER})*[+#]*`;
const PART = new RegExp(`${MASKED}|${SIGN}|${WORD}`, "gu");

/** The parts of words, in their order. A whole phrase may be given as one. */
export const phraseParts = (words: readonly string[]): PhrasePart[] =>
  words.flatMap((text, word) =>
    [...text.replace(APOSTROPHES, "'").matchAll(/\S+/gu)].flatMap(({ 0: token, index: from }) =>
      partsIn(token).map((part) => ({ ...part, word, start: from + part.start, end: from + part.end })),
    ),
  );

/** What stands between two spaces. Marks at either end of it are left out, if they are not all there is. */
function partsIn(token: string): Omit<PhrasePart, "word">[] {
  const found = [...token.matchAll(PART)].map(({ 0: part, index }) => ({
    part,
    start: index,
    end: index + part.length,
  }));
  if (found.length === 0) return [{ start: 0, end: token.length, key: keyOf(token), isTied: false, isMark: true }];
  return found.map(({ part, start, end }, index) => {
    const before = found[index - 1];
    const isTied = before !== undefined && HYPHEN.test(token.slice(before.end, start));
    return { start, end, key: keyOf(part), isTied, isMark: false };
  });
}

/** Capitals, widths, ligatures, composed or apart, invisible hyphens and joiners: none makes another word. Accents do. */
const keyOf = (part: string): string =>
  // Once more at the end: small letters may compose where capitals do not.
  part
    .replace(/\p{Cf}/gu, "")
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFKC");
