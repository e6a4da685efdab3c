import type { CoverageEntry } from "./coverage.ts";

/** One word as spoken. Seconds from the start of the recording. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Mean probability of the word's tokens, 0 to 1, where the engine gives one. */
  readonly confidence?: number;
}

/** Of several words. Nothing where the engine has not told it of each. */
export function meanConfidence(words: readonly Word[]): Pick<Word, "confidence"> {
  const known = words.flatMap(({ confidence }) => confidence ?? []);
  if (known.length === 0 || known.length < words.length) return {};
  return { confidence: known.reduce((sum, one) => sum + one, 0) / known.length };
}

/** A stretch of speech a person would read as one line or sentence. Seconds from the start of the recording. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Which channel of the recording it is from, counted from 0, where channels were heard apart. */
  readonly channel?: number;
  /** ISO 639-1 code, where the engine knows it. */
  readonly language?: string;
  /** Mean probability of the segment's tokens, 0 to 1, where the engine gives one. */
  readonly confidence?: number;
  /** In time order and inside the segment; absent when the engine has no word times. */
  readonly words?: readonly Word[];
  /** Terms of the vocabulary that were heard in another spelling and written as given. */
  readonly corrections?: readonly { readonly term: string; readonly heard: string }[];
}

/** What became of one term of a vocabulary. */
export interface TermReport {
  readonly term: string;
  /** How often it stands in the text. */
  readonly times: number;
  /** How often of those it was heard in another spelling … */
  readonly corrected: number;
  /** … and in which. */
  readonly heardAs: readonly string[];
}

/** Why the guard took text out. Several may hold at once. */
export type SuppressionReason = "no-speech" | "low-confidence" | "repetition" | "too-dense" | "too-sparse";

/** Text the engine gave that the guard does not believe: kept beside the transcript with its scores, never silently dropped. */
export interface SuppressedText {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly channel?: number;
  readonly reasons: readonly SuppressionReason[];
  readonly scores: {
    /** Null where the engine does not tell. */
    readonly averageLogProbability: number | null;
    readonly compressionRatio: number;
    readonly noSpeechProbability: number;
  };
}

/** What became of a whole recording. */
export interface Transcript {
  /** Duration of the decoded sound in seconds. */
  readonly seconds: number;
  /** The language asked for, or what most of the speech is in; null when there was no speech to tell it from. */
  readonly language: string | null;
  /** The engine and model that ran, as `engine/model`. */
  readonly model: string;
  /** Why this model, in plain words; absent where it was named. */
  readonly modelChoice?: string;
  readonly task: "transcribe" | "translate";
  /** In time order. */
  readonly segments: readonly Segment[];
  readonly suppressed: readonly SuppressedText[];
  /** Classifies every second of the recording once, in time order without holes; of each channel, where they were heard apart. */
  readonly coverage: readonly CoverageEntry[];
  /** What became of each term that was to be expected, in the order given; absent when none was. */
  readonly vocabulary?: readonly TermReport[];
  /** What was not done as asked, in plain words. */
  readonly warnings: readonly string[];
}
