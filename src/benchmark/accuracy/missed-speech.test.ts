import { expect, it } from "vitest";
import type { CoverageEntry, Word } from "../../index.ts";
import { findMissedSpeech } from "./missed-speech.ts";

const words = (start: number, text: string): Word[] =>
  text.split(" ").map((word, index) => ({ text: word, start: start + index, end: start + index + 0.8, confidence: 1 }));

const transcript = (heard: Word[], coverage: CoverageEntry[] = []) => ({
  segments: [{ start: 0, end: 60, text: "", words: heard }],
  coverage,
});

const utterances = [
  { start: 0, end: 4, text: "One two three four." },
  { start: 10, end: 14, text: "Five, six, seven, eight." },
  { start: 20, end: 24, text: "…" },
];

it("misses nothing where half of the words came through", () => {
  const heard = [...words(0, "one two too for"), ...words(10, "five six seven eight")];
  expect(findMissedSpeech(utterances, transcript(heard), "en")).toEqual({
    utterances: 2,
    seconds: 8,
    missedSeconds: 0,
    missed: [],
  });
});

it("does not take words of another time for an utterance's own", () => {
  const { missed } = findMissedSpeech(
    utterances,
    transcript(words(30, "one two three four five six seven eight")),
    "en",
  );
  expect(missed.map(({ found }) => found)).toEqual([0, 0]);
});

it("says whether the ledger admits what is missing", () => {
  const coverage: CoverageEntry[] = [
    { kind: "unheard", start: 0, end: 3.5 },
    { kind: "noise", start: 3.5, end: 12 },
    { kind: "suppressed", start: 12, end: 13 },
    { kind: "silence", start: 13, end: 60 },
  ];
  const { missed, missedSeconds } = findMissedSpeech(utterances, transcript(words(0, "one"), coverage), "en");
  expect(missedSeconds).toBe(8);
  expect(missed).toMatchObject([
    { words: 4, found: 1, admitted: "wholly", coverage: { unheard: 3.5, noise: 0.5 } },
    { words: 4, found: 0, admitted: "partly", coverage: { suppressed: 1, noise: 2, silence: 1 } },
  ]);
});
