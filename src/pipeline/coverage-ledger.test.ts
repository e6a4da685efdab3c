import { expect, it } from "vitest";
import type { CoverageEntry } from "../domain/coverage.ts";
import type { Segment, SuppressedText, Word } from "../domain/transcript.ts";
import { coverageLedger, type LedgerFacts } from "./coverage-ledger.ts";

const word = (start: number, end: number): Word => ({ start, end, text: "word", confidence: 1 });

const segment = (...words: readonly Word[]): Segment => ({
  start: words[0]?.start ?? 0,
  end: words.at(-1)?.end ?? 0,
  text: words.map(({ text }) => text).join(" "),
  words,
});

const suppressed = (start: number, end: number): SuppressedText => ({
  start,
  end,
  text: "Thank you.",
  reasons: ["no-speech"],
  scores: { averageLogProbability: -2, compressionRatio: 1, noSpeechProbability: 0.9 },
});

const silence = (start: number, end: number): CoverageEntry => ({ kind: "silence", start, end });
const noise = (start: number, end: number): CoverageEntry => ({ kind: "noise", start, end });

/** The ledger in short: `kind start–end`. */
function ledger(facts: Partial<LedgerFacts> & { seconds: number }): string[] {
  const entries = coverageLedger({ quiet: [], segments: [], suppressed: [], ...facts });
  return entries.map(({ kind, start, end }) => `${kind} ${start}–${end}`);
}

it("tells all five kinds apart in one recording", () => {
  const facts = {
    seconds: 60,
    quiet: [silence(0, 10), noise(20, 30), silence(50, 51)],
    segments: [segment(word(10.2, 11), word(11, 19))],
    suppressed: [suppressed(30, 50)],
  };
  expect(ledger(facts)).toEqual([
    "silence 0–10",
    "transcribed 10–20",
    "noise 20–30",
    "suppressed 30–50",
    "silence 50–51",
    "unheard 51–60",
  ]);
});

it("counts a short hole between words as speech, a long one as not heard", () => {
  const segments = [segment(word(0, 1), word(3.9, 5)), segment(word(8.5, 9))];
  expect(ledger({ seconds: 16, segments })).toEqual([
    "transcribed 0–5",
    "unheard 5–8.5",
    "transcribed 8.5–9",
    "unheard 9–16",
  ]);
});

it("says of a long hole that words were taken out there", () => {
  const segments = [segment(word(0, 1)), segment(word(20, 21))];
  expect(ledger({ seconds: 21, segments, suppressed: [suppressed(1.2, 20)] })).toEqual([
    "transcribed 0–1",
    "suppressed 1–20",
    "transcribed 20–21",
  ]);
});

it("takes a segment without word times for speech from its start to its end", () => {
  const segments = [{ start: 2, end: 28, text: "Said by an engine without word times." }];
  expect(ledger({ seconds: 30, quiet: [silence(0, 2)], segments })).toEqual(["silence 0–2", "transcribed 2–30"]);
});

it("joins neighbours of one kind, and leftovers of a few hundredths to the entry before them", () => {
  const quiet = [silence(0, 5), silence(5, 10), noise(10.03, 12)];
  expect(ledger({ seconds: 12.01, quiet })).toEqual(["silence 0–10.03", "noise 10.03–12.01"]);
});

it("ends where the recording ends, whatever the last frame or a word says", () => {
  expect(
    ledger({ seconds: 9.99, quiet: [silence(0, 8), silence(9, 10.016)], segments: [segment(word(8, 12))] }),
  ).toEqual(["silence 0–8", "transcribed 8–9", "silence 9–9.99"]);
  expect(ledger({ seconds: 5, quiet: [silence(6, 7)], segments: [segment(word(1, 6))] })).toEqual(["transcribed 0–5"]);
});

it("has nothing to say of an empty recording, and calls one in which nothing was found unheard", () => {
  expect(ledger({ seconds: 0 })).toEqual([]);
  expect(ledger({ seconds: 4 })).toEqual(["unheard 0–4"]);
});

/** Park and Miller's generator: the same recordings every time. */
function chance(seed: number): () => number {
  let state = seed * 65_537;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Spans one after another, with holes between them, to a little behind the end. */
function spans(next: () => number, seconds: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = 0; at < seconds; ) {
    const start = at + (next() < 0.3 ? 0 : next() ** 3 * 20);
    at = start + next() * 4;
    found.push({ start, end: at });
  }
  return found;
}

it("classifies every second exactly once, whatever was found", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const next = chance(seed);
    const seconds = next() * 100;
    const entries = coverageLedger({
      seconds,
      quiet: spans(next, seconds).map(({ start, end }) => (next() < 0.5 ? silence : noise)(start, end)),
      segments: spans(next, seconds).map(({ start, end }) => segment(word(start, end))),
      suppressed: spans(next, seconds).map(({ start, end }) => suppressed(start, end)),
    });
    const ends = entries.map(({ end }) => end);
    expect(entries.map(({ start }) => start)).toEqual([0, ...ends.slice(0, -1)]);
    expect(ends.at(-1)).toBe(seconds);
    expect(entries.filter(({ start, end }) => end <= start)).toEqual([]);
    expect(entries.filter(({ kind }, index) => kind === entries[index + 1]?.kind)).toEqual([]);
  }
});
