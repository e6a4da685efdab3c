import type { Job } from "../../domain/job.ts";
import { meanConfidence, type Segment, type Transcript, type Word } from "../../domain/transcript.ts";
import type { Spelling } from "./custom-spelling.ts";
import { phraseOf, plainWord } from "./plain-words.ts";
import { rememberedOf } from "./remembered.ts";

/** One way something may have been heard, and how it is to be written. */
interface Rule {
  readonly heard: readonly string[];
  readonly to: string;
}

/** A transcript as `custom_spelling` wants it written; the same where nothing was asked. */
export function respelled(job: Pick<Job, "askedAs">, transcript: Transcript): Transcript {
  const rules = rulesOf(rememberedOf(job)?.echo.custom_spelling ?? []);
  if (rules.length === 0) return transcript;
  return { ...transcript, segments: transcript.segments.map((segment) => respell(segment, rules)) };
}

/** Longer ones first: of two that fit the longer is meant. */
const rulesOf = (spellings: readonly Spelling[]): Rule[] =>
  spellings
    .flatMap(({ from, to }) => from.map((text) => ({ heard: phraseOf(text), to })))
    .filter(({ heard }) => heard.length > 0)
    .sort((a, b) => b.heard.length - a.heard.length);

function respell(segment: Segment, rules: readonly Rule[]): Segment {
  const parts = segment.text.split(/\s+/u).filter((part) => part !== "");
  const text = replaced(parts, { rules, textOf: (part) => part, join: (some, to) => withMarks(some, to) });
  const { words } = segment;
  if (!words) return { ...segment, text: text.join(" ") };
  return {
    ...segment,
    text: text.join(" "),
    words: replaced(words, { rules, textOf: (word) => word.text, join: wordInstead }),
  };
}

/** Puts one item for each run of items that a rule is about. */
function replaced<Item>(
  items: readonly Item[],
  how: { rules: readonly Rule[]; textOf: (item: Item) => string; join: (some: readonly Item[], to: string) => Item },
): Item[] {
  const plain = items.map((item) => plainWord(how.textOf(item)));
  const written: Item[] = [];
  for (let at = 0; at < items.length; ) {
    const rule = how.rules.find(({ heard }) => heard.every((word, index) => plain[at + index] === word));
    const run = items.slice(at, at + (rule?.heard.length ?? 1));
    written.push(...(rule ? [how.join(run, rule.to)] : run));
    at += run.length;
  }
  return written;
}

function wordInstead(some: readonly Word[], to: string): Word {
  const { start = 0 } = some[0] ?? {};
  const { end = start } = some.at(-1) ?? {};
  return {
    start,
    end,
    text: withMarks(
      some.map(({ text }) => text.trim()),
      to,
    ),
    ...meanConfidence(some),
  };
}

const BEFORE = /^[^\p{L}\p{N}]*/u;
const AFTER = /[^\p{L}\p{N}]*$/u;

/** What stood around the words stays. */
const withMarks = (some: readonly string[], to: string): string =>
  `${BEFORE.exec(some[0] ?? "")?.[0] ?? ""}${to}${AFTER.exec(some.at(-1) ?? "")?.[0] ?? ""}`;
