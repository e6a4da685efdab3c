import { readFile } from "node:fs/promises";
import { join, parse } from "node:path";
import { z } from "zod";
import { isMissing } from "../../domain/system-errors.ts";
import { comparableWords } from "../normalise.ts";
import { quantile } from "../quantile.ts";
import type { Utterance } from "../utterances.ts";
import { pairWords } from "./pair-words.ts";

/** A word that was said, and when it begins. */
export interface Anchor {
  readonly word: string;
  /** Seconds; null for a word whose time is not known. */
  readonly start: number | null;
}

/** A word that was heard, and when. */
export interface TimedWord {
  readonly text: string;
  readonly start: number;
}

const Aligned = z.object({ w: z.array(z.object({ b: z.number(), t: z.string() })) });

/** The words of a clip with their times, from an aligner's file of its name beside it: `{w: [{b, t}]}`. Null where there is none. */
export async function readAnchors(directory: string, clip: string): Promise<Anchor[] | null> {
  const { dir, name } = parse(clip);
  let text: string;
  try {
    text = await readFile(join(directory, dir, `${name}.json`), "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  const aligned = Aligned.safeParse(JSON.parse(text));
  if (!aligned.success) return null;
  // "<sil>" stands for a pause, "was(2)" for the second way to say "was".
  const spoken = aligned.data.w.filter(({ t }) => !t.startsWith("<"));
  return spoken.map(({ b, t }) => ({ word: t.replace(/\(\d+\)$/, ""), start: b }));
}

/** The words of utterances, of which the first ones have a time. */
export function anchorsOf(utterances: readonly Utterance[], language: string): Anchor[] {
  return utterances.flatMap(({ start, text }) =>
    comparableWords(text, language).map((word, index) => ({ word, start: index === 0 ? start : null })),
  );
}

/** By how many seconds each word that was heard begins too late. Words that were not heard right are left out. */
export function startErrors(anchors: readonly Anchor[], words: readonly TimedWord[], language: string): number[] {
  const said = anchors.flatMap(({ word, start }) => comparableWords(word, language).map((part) => ({ part, start })));
  const heard = words.flatMap(({ text, start }) => comparableWords(text, language).map((part) => ({ part, start })));
  const pairs = pairWords(
    said.map(({ part }) => part),
    heard.map(({ part }) => part),
  );
  return pairs.flatMap(([a, h]) => {
    const known = said[a]?.start ?? null;
    return known === null ? [] : [(heard[h]?.start ?? 0) - known];
  });
}

/** How far word starts are off, in seconds. All are null where there is no word to tell from. */
export interface WordTimeSpread {
  readonly words: number;
  readonly medianError: number | null;
  /** Nine words of ten are no further off. */
  readonly ninetyPercentWithin: number | null;
  /** Mean; above nothing, words begin too late. */
  readonly bias: number | null;
}

/** Sums up errors of word starts. */
export function wordTimeSpread(errors: readonly number[]): WordTimeSpread {
  if (errors.length === 0) return { words: 0, medianError: null, ninetyPercentWithin: null, bias: null };
  const sizes = errors.map(Math.abs);
  return {
    words: errors.length,
    medianError: quantile(sizes, 0.5),
    ninetyPercentWithin: quantile(sizes, 0.9),
    bias: errors.reduce((total, error) => total + error, 0) / errors.length,
  };
}
