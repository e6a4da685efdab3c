import type { Transcript, Word } from "../../index.ts";
import { comparableWords } from "../normalise.ts";
import type { Utterance } from "../utterances.ts";
import { type CoverageSeconds, coverageSeconds } from "./coverage-seconds.ts";
import { wordsOf } from "./hear-clips.ts";
import { pairWords } from "./pair-words.ts";

/** Words may lie this far outside their utterance: word times and the truth's borders are not exact. */
const SLACK_SECONDS = 1;

/** Borders of utterances hold a little silence, so a ledger that owns up to this share owns up to all of it. */
const WHOLE_SHARE = 0.8;

/** An utterance of which less than half the words are in the transcript. */
export interface MissedUtterance extends Utterance {
  readonly words: number;
  readonly found: number;
  /** Whether the ledger says so itself: how much of it lies where speech is `unheard` or `suppressed`. */
  readonly admitted: "wholly" | "partly" | "not";
  /** What the ledger says of its seconds. */
  readonly coverage: CoverageSeconds;
}

/** Speech of a recording that did not come through. */
export interface MissedSpeech {
  /** Those with words. */
  readonly utterances: number;
  readonly seconds: number;
  readonly missedSeconds: number;
  readonly missed: readonly MissedUtterance[];
}

/** Looks for each utterance's words in the transcript around its time. */
export function findMissedSpeech(
  utterances: readonly Utterance[],
  transcript: Pick<Transcript, "segments" | "coverage">,
  language: string,
): MissedSpeech {
  const heard = wordsOf(transcript);
  const spoken = utterances.map((utterance) => ({ utterance, words: comparableWords(utterance.text, language) }));
  const counted = spoken.filter(({ words }) => words.length > 0);
  const missed = counted.flatMap(({ utterance, words }) => {
    const found = pairWords(words, wordsAround(utterance, heard, language)).length;
    if (found / words.length >= 0.5) return [];
    const coverage = coverageSeconds(transcript.coverage, utterance);
    return [{ ...utterance, words: words.length, found, admitted: admittedOf(utterance, coverage), coverage }];
  });
  return {
    utterances: counted.length,
    seconds: secondsOf(counted.map(({ utterance }) => utterance)),
    missedSeconds: secondsOf(missed),
    missed,
  };
}

function wordsAround({ start, end }: Utterance, heard: readonly Word[], language: string): string[] {
  const near = heard.filter((word) => {
    const middle = (word.start + word.end) / 2;
    return middle > start - SLACK_SECONDS && middle < end + SLACK_SECONDS;
  });
  return near.flatMap(({ text }) => comparableWords(text, language));
}

function admittedOf({ start, end }: Utterance, { unheard, suppressed }: CoverageSeconds): MissedUtterance["admitted"] {
  const share = (unheard + suppressed) / Math.max(end - start, Number.EPSILON);
  if (share >= WHOLE_SHARE) return "wholly";
  return share > 0 ? "partly" : "not";
}

const secondsOf = (spans: readonly Utterance[]) => spans.reduce((total, { start, end }) => total + end - start, 0);
