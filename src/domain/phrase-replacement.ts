import { type PhrasePart, phraseParts } from "./phrase-parts.ts";
import { endOfPhrase, type SoughtPhrase, soughtPhrase } from "./phrases.ts";

/** A phrase, and what is written for it: nothing, where it is left out. */
interface Replacement {
  readonly find: string;
  readonly by: string;
}

/** What is written for some words. */
interface Written {
  /** With the marks that stood around them. */
  readonly text: string;
  /** Without. */
  readonly bare: string;
}

interface Rule extends SoughtPhrase {
  readonly by: string;
}

/** A phrase that was found, from and to a place in the text of a word. */
interface Found {
  readonly from: Pick<PhrasePart, "word" | "start">;
  readonly to: Pick<PhrasePart, "word" | "end">;
  readonly by: string;
}

/**
 * Replaces phrases in words that follow one another, where `phraseFinder` would find them. Of phrases that begin with the
 * same word the longest is meant, and of two as long the first given. What is written is not looked at again. The marks
 * around a phrase stay, but for those that what is written has itself.
 * @returns all words, with what `join` makes of those that were replaced; without those of which nothing is left
 */
export function phraseReplacer(replacements: readonly Replacement[]) {
  const rules = rulesByKey(replacements);
  return <Item extends { readonly text: string }>(
    words: readonly Item[],
    join: (replaced: readonly Item[], written: Written) => Item,
  ): Item[] => {
    const texts = words.map(({ text }) => text);
    const all: Item[] = [];
    let at = 0;
    for (const group of byWord(foundIn(texts, rules))) {
      const [from = at, to = from] = [group[0]?.from.word, (group.at(-1)?.to.word ?? 0) + 1];
      const written = writtenFor(texts, group);
      all.push(...words.slice(at, from), ...(written ? [join(words.slice(from, to), written)] : []));
      at = to;
    }
    return [...all, ...words.slice(at)];
  };
}

function rulesByKey(replacements: readonly Replacement[]): Map<string, Rule[]> {
  const rules = replacements.map(({ find, by }) => ({ ...soughtPhrase(find), by }));
  const byKey = new Map<string, Rule[]>();
  for (const rule of rules.sort((a, b) => b.keys.length - a.keys.length)) {
    const [first = ""] = rule.keys;
    const others = byKey.get(first);
    if (others) others.push(rule);
    else byKey.set(first, [rule]);
  }
  return byKey;
}

function foundIn(texts: readonly string[], rules: ReadonlyMap<string, readonly Rule[]>): Found[] {
  const parts = phraseParts(texts);
  const found: Found[] = [];
  let at = 0;
  for (let from = parts[at]; from; from = parts[at]) {
    const rule = rules.get(from.key)?.find((each) => endOfPhrase(parts, at, each) > 0);
    const end = rule ? endOfPhrase(parts, at, rule) : at + 1;
    const to = parts[end - 1];
    if (rule && to) found.push(withOwnMarks(texts, { from, to, by: rule.by }));
    at = end;
  }
  return found;
}

const BEFORE = /^[^\p{L}\p{M}\p{N}]*/u;
// Looked for behind letters alone: a text of many marks would take long otherwise.
const AFTER = /(?<=[\p{L}\p{M}\p{N}]|^)[^\p{L}\p{M}\p{N}]*$/u;
const before = (text: string): string => BEFORE.exec(text)?.[0] ?? "";
const after = (text: string): string => AFTER.exec(text)?.[0] ?? "";

/** Takes in the marks around what was found that would stand there twice: "Inc." for "incorporated." is no "Inc..". */
function withOwnMarks(texts: readonly string[], { from, to, by }: Found): Found {
  const [first, last] = [texts[from.word] ?? "", texts[to.word] ?? ""];
  const hasBefore = first.slice(0, from.start).endsWith(before(by));
  const hasAfter = last.slice(to.end).startsWith(after(by));
  return {
    from: { word: from.word, start: from.start - (hasBefore ? before(by).length : 0) },
    to: { word: to.word, end: to.end + (hasAfter ? after(by).length : 0) },
    by,
  };
}

/** Of a word that holds several phrases all are replaced at once. */
function byWord(found: readonly Found[]): Found[][] {
  const groups: Found[][] = [];
  for (const each of found) {
    const group = groups.at(-1);
    if (group?.at(-1)?.to.word === each.from.word) group.push(each);
    else groups.push([each]);
  }
  return groups;
}

function writtenFor(texts: readonly string[], group: readonly Found[]): Written | null {
  const [first, last] = [group[0], group.at(-1)];
  if (!first || !last) return null;
  const head = (texts[first.from.word] ?? "").slice(0, first.from.start);
  const tail = (texts[last.to.word] ?? "").slice(last.to.end);
  const middle = group.map(({ from, by }, index) => {
    const previous = group[index - 1]?.to;
    return (previous ? (texts[from.word] ?? "").slice(previous.end, from.start) : "") + by;
  });
  const text = [head, ...middle, tail].join("");
  const isLeftOut = group.every(({ by }) => by === "") && !/[\p{L}\p{N}]/u.test(text);
  if (isLeftOut) return null;
  const bare = text.slice(before(head).length, text.length - after(tail).length);
  return { text, bare };
}
