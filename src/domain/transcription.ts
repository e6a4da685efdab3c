import type { Segment, Transcript } from "./transcript.ts";

/** What to do with the words: write them as spoken, or in English. */
export type Task = "transcribe" | "translate";

/** How what was heard is written. */
export interface Wording {
  /** Names and terms as they are spelt: the engine is told to expect them, and what comes close is written like them. */
  readonly vocabulary?: readonly string[];
  /** Sounds of hesitation such as "um": `keep` by default. */
  readonly disfluencies?: "keep" | "remove";
  /** Swear words: `keep` by default. */
  readonly profanity?: "keep" | "mask";
}

/** A stretch of a recording. Left out, it begins or ends with the recording. */
export interface TimeRange {
  readonly fromSeconds?: number;
  readonly toSeconds?: number;
}

/** What is heard, and how closely. */
export interface Listening extends TimeRange {
  /** Codes of the languages that may be spoken, where that is detected. Left out, any. */
  readonly languages?: readonly string[];
  /** `mixed`, the default, hears all channels as one; `apart` each on its own, for recordings with a speaker on each. */
  readonly channels?: "mixed" | "apart";
  /** Texts followed at once, 1 to 10. Left out, one, and several where that is doubtful. More is slower and may be surer. */
  readonly beamSize?: number;
}

/** What a caller may ask of one transcription. Frozen once it begins. */
export interface TranscriptionOptions extends Wording, Listening {
  /** `engine/model`, or `auto` (the default): the best that can be had on this machine. */
  readonly model?: string;
  /** ISO 639-1 code. Left out, the language is detected, and may change within the recording. */
  readonly language?: string;
  /** Default `transcribe`. */
  readonly task?: Task;
  /** Names and terms to expect, or text that came before: it biases spelling, it is not an instruction. */
  readonly prompt?: string;
}

/**
 * What a transcription says while it runs, in time order; where channels are heard apart, of each of them. `transcript` comes
 * once, last.
 */
export type TranscriptionEvent =
  | DownloadEvent
  /** `why` is told where the model was not named. */
  | { readonly type: "model"; readonly model: string; readonly why?: string }
  | { readonly type: "language"; readonly language: string; readonly probability: number }
  | { readonly type: "segment"; readonly segment: Segment }
  | TranscriptionProgress
  | { readonly type: "warning"; readonly message: string }
  | { readonly type: "transcript"; readonly transcript: Transcript };

/** Bytes of a model file as they come; `totalBytes` is null while the server has not said. */
export interface DownloadEvent {
  readonly type: "download";
  readonly model: string;
  readonly file: string;
  readonly bytes: number;
  readonly totalBytes: number | null;
  /** Another process downloads this model, and this one waits for it. */
  readonly waiting: boolean;
}

export interface TranscriptionProgress {
  readonly type: "progress";
  /** Seconds of the recording whose text is settled. Never falls. */
  readonly settledSeconds: number;
  /** Seconds decoded so far; runs ahead of `settledSeconds`. */
  readonly decodedSeconds: number;
  /** Whole length: the file's own claim until decoding ends, exact after; null while unknown. */
  readonly totalSeconds: number | null;
}
