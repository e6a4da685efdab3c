/** A piece of text as a model wrote it: a token, or several that make whole characters. Seconds inside the window. */
export interface TimedText {
  readonly start: number;
  readonly end: number;
  /** With the space before it, where there is one. */
  readonly text: string;
  /** Natural logarithms of its tokens' probabilities; empty where the model tells none. */
  readonly logProbabilities: readonly number[];
}

/** Scripts that do not separate words: each character that stands alone is taken for a word. */
const UNSPACED = new Set(["zh", "ja", "th", "lo", "my", "yue"]);
/** Marks that lean on the word behind them … */
const OPENING = /^\s*[\p{Ps}\p{Pi}¿¡]+$|^\s+["'\p{Pd}]+$/u;
/** … and all of them. None is spoken; `%` is, so it is no mark. */
const MARK = /^\s*(?:(?![%&@#])\p{P})+$/u;

/** Joins what a model wrote into words; punctuation belongs to the word it leans on. */
export function joinIntoWords(texts: readonly TimedText[], language: string): TimedText[] {
  return groupWords(texts, !UNSPACED.has(language))
    .map(joinGroup)
    .filter(({ text }) => text.trim() !== "");
}

/** The mean of the probabilities of tokens, as an average of their logarithms. Nothing where there are none. */
export function confidenceOf({ logProbabilities }: Pick<TimedText, "logProbabilities">): {
  readonly confidence?: number;
} {
  if (logProbabilities.length === 0) return {};
  return { confidence: Math.exp(logProbabilities.reduce((sum, value) => sum + value, 0) / logProbabilities.length) };
}

const join = (a: TimedText, b: TimedText): TimedText => ({
  start: a.start,
  end: b.end,
  text: a.text + b.text,
  logProbabilities: [...a.logProbabilities, ...b.logProbabilities],
});

/** A word goes on to the next space, as `U.S.` and `10,000` do, or is a part of its own where there are no spaces. */
function groupWords(parts: readonly TimedText[], isSpaced: boolean): TimedText[][] {
  const groups: TimedText[][] = [];
  for (const part of parts) {
    const group = groups.at(-1);
    const isInside = isSpaced && !part.text.startsWith(" ");
    const isClosing = MARK.test(part.text) && !OPENING.test(part.text);
    if (group && (isInside || isClosing || group.every(({ text }) => OPENING.test(text)))) group.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** Marks at the ends of a word are silent: it keeps its own times and confidence. */
function joinGroup(parts: readonly TimedText[]): TimedText {
  const first = parts.findIndex(({ text }) => !MARK.test(text));
  const last = parts.findLastIndex(({ text }) => !MARK.test(text));
  const spoken = first < 0 ? parts : parts.slice(first, last + 1);
  return { ...spoken.reduce(join), text: parts.map(({ text }) => text).join("") };
}
