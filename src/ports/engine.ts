import type { Span } from "../domain/audio.ts";
import type { Task } from "../domain/transcription.ts";
import type { Window } from "../domain/window.ts";

/** A word as an engine heard it. Seconds inside the window. */
export interface HeardWord {
  readonly start: number;
  readonly end: number;
  /** With its punctuation and, where the script separates words, its leading space. */
  readonly text: string;
  /** Mean probability of its tokens, 0 to 1. Absent where the engine does not tell. */
  readonly confidence?: number;
}

/** What an engine heard in one window, with the figures that say how sure it was. */
export interface HeardText {
  /** `index` of the window. */
  readonly window: number;
  /**
   * The stretch of the window it was heard in, in seconds of the window, where several languages are spoken in one: then
   * there is a text for each stretch, and its words are timed from the stretch's beginning. Absent for a whole window.
   */
  readonly part?: Span;
  readonly text: string;
  readonly language: string | null;
  /** Absent when the engine has no word times. In time order. */
  readonly words?: readonly HeardWord[];
  /** Mean natural logarithm of the token probabilities; 0 is certain, null where the engine does not tell. */
  readonly averageLogProbability: number | null;
  /** 0 to 1; 0 when the engine gives none. */
  readonly noSpeechProbability: number;
  /** Temperature the text was sampled at; 0 is greedy. */
  readonly temperature: number;
}

/** What an engine says while it works. */
export type EngineEvent =
  /** What most of the speech was in, where it was detected. */
  | { readonly type: "language"; readonly language: string; readonly probability: number }
  | { readonly type: "text"; readonly heard: HeardText }
  /** Another engine than the one that was asked heard the windows, and why. */
  | { readonly type: "took-over"; readonly engine: string; readonly insteadOf: string; readonly why: string }
  | { readonly type: "warning"; readonly message: string };

export interface RecogniseOptions {
  /** ISO 639-1 code. Left out, it is detected, and may change from one utterance to the next. */
  readonly language?: string;
  /** Of these it is detected. Left out, any that the engine knows. */
  readonly languages?: readonly string[];
  /** What was spoken elsewhere in the recording: another language must be clear to be believed. */
  readonly likelyLanguage?: string;
  readonly task: Task;
  readonly prompt?: string;
  /** Texts followed at once, for every window; 1 when left out. More is slower and may be surer. */
  readonly beamSize?: number;
  /**
   * Higher goes first; 0 when left out. It changes when the text comes, never the text: a call that is being answered is
   * paused for a more urgent one and goes on after it.
   */
  readonly urgency?: number;
  /** Who asks, where an engine that costs money has to know. */
  readonly payer?: Payer;
}

/** Whose limits a use that costs money counts against. */
export interface Payer {
  readonly tenant: string;
  /** Null where no key was asked for. */
  readonly key: string | null;
}

/** What recognises speech: a model in supervised processes of this machine, or a remote service. */
export interface Engine {
  /** `engine/model` */
  readonly name: string;

  /** Ask here first: an option the engine cannot honour comes back as a warning, never as silence. */
  readonly abilities: {
    /** ISO 639-1 codes. */
    readonly languages: readonly string[];
    readonly words: boolean;
    /** Whether it tells the language where none is given. */
    readonly detectsLanguage: boolean;
    readonly translate: boolean;
    readonly prompt: boolean;
    /** Whether it can follow several texts at once. */
    readonly beam: boolean;
    /** Longest window it takes well, in seconds. */
    readonly windowSeconds: number;
    /** Windows it works on at the same time: a piece with fewer leaves some of the machine idle. */
    readonly windowsAtOnce: number;
  };

  /**
   * Recognises the windows of one piece: one `text` event a window, in any order.
   * The same windows in the same order give the same text: how they are batched depends on nothing else, and no other call
   * changes it. Equally urgent calls are answered one after another.
   * @throws {Failure} `engine-lost` when the process died or hung (calling again starts a new one),
   * `engine-unavailable` when the model cannot be loaded; of a remote engine also `engine-unreachable`, `engine-failed`,
   * `model-unknown` and `usage-limit-reached`. Ends with `signal.reason` within 2 s of an abort.
   */
  recognise(windows: readonly Window[], options: RecogniseOptions, signal: AbortSignal): AsyncIterable<EngineEvent>;

  /**
   * Starts what a recording of this length is worth, so that its first pieces do not wait for a model to load. Tells
   * nothing: a model that does not load says so when it is asked.
   * @param seconds null where the length is not known
   */
  warm(seconds: number | null): void;

  /** Starts all of its processes, and ends when their model is loaded. @throws {Failure} `engine-unavailable`, `engine-lost` */
  load(): Promise<void>;

  /** Ends its processes, so that the system has their memory back. Whoever asks later starts them again. */
  unload(): Promise<void>;

  /** The processes that hold its model now. None of a remote engine. */
  processes(): readonly number[];

  /** Ends its processes. May be called twice. */
  close(): Promise<void>;
}

/** Whether an engine can run here, found out by looking or by use. */
export interface EngineReport {
  /** The first half of its models' names, for example `whispercpp`. */
  readonly engine: string;
  readonly state: "ready" | "absent" | "not-allowed";
  /** What was found, or what is missing, in one line. */
  readonly detail: string;
  /** What mends it: a command, where one does. */
  readonly remedy?: string;
}
