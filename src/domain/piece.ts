import type { Span } from "./audio.ts";
import type { CoverageEntry } from "./coverage.ts";
import type { Segment, SuppressedText } from "./transcript.ts";
import type { WindowPart } from "./window.ts";

export const STAGES = ["fetch", "prepare", "recognise", "assemble"] as const;

/**
 * One step on a job's way.
 *
 * - `fetch`: from a URL into the blob store
 * - `prepare`: probe, decode, find speech, cut; gives out each stretch of sound as it is found
 * - `recognise`: the windows of one stretch
 * - `assemble`: the transcript of all that was heard
 */
export type Stage = (typeof STAGES)[number];

export const LANES = ["network", "media", "speech", "text"] as const;

/**
 * What a piece needs of the machine it runs on.
 *
 * - `network`: fetching: patience
 * - `media`: decoding and cutting: disk and one core
 * - `speech`: an engine
 * - `text`: putting together: a moment
 */
export type Lane = (typeof LANES)[number];

export const LANE_OF: Readonly<Record<Stage, Lane>> = {
  fetch: "network",
  prepare: "media",
  recognise: "speech",
  assemble: "text",
};

/**
 * - `waiting`: for another piece
 * - `paused`: for its time to come
 * - `ready`: for a worker
 * - `failed`: the work said no, and would say it again
 * - `dead`: tried too often; it can be tried again by hand
 */
export type PieceState = "waiting" | "paused" | "ready" | "running" | "done" | "failed" | "dead" | "cancelled";

/** A window without its sound: where that lies in the stretch. */
export interface StoredWindow {
  readonly index: number;
  readonly parts: readonly WindowPart[];
  readonly speech: readonly Span[];
  /** Samples in the stretch, counted from its beginning. */
  readonly from: number;
  readonly to: number;
}

/** What a worker needs to run a recognise piece. */
export interface RecogniseInput {
  /** Digest of the stretch: 16-bit little-endian samples, 16 kHz, mono. */
  readonly sound: string;
  readonly windows: readonly StoredWindow[];
  /** Speech in it, in seconds. */
  readonly speechSeconds: number;
  /** Counted from 0, where channels are heard apart. */
  readonly channel?: number;
}

/** What cutting a recording gave besides its stretches; the warnings tell of damage. */
export interface PrepareOutput {
  /** Exact length. */
  readonly seconds: number;
  readonly quiet: readonly CoverageEntry[];
  readonly warnings: readonly string[];
}

/** What was heard in a stretch and settled. */
export interface RecogniseOutput {
  readonly segments: readonly Segment[];
  readonly suppressed: readonly SuppressedText[];
  readonly warnings: readonly string[];
}

/** A piece that a worker has claimed. All it writes is fenced by `attempt`. */
export interface ClaimedPiece {
  readonly id: string;
  readonly job: string;
  readonly tenant: string;
  readonly stage: Stage;
  readonly ordinal: number;
  readonly attempt: number;
  /** Done in a moment; somebody may be waiting for it. */
  readonly small: boolean;
  /** Taken where only those come who have nothing else at work. */
  readonly newcomer: boolean;
  /** Times the work said no before. */
  readonly failures: number;
  readonly input: unknown;
}

/** A recording of no more bytes is taken for a short one until it has been decoded. */
export const SMALL_BYTES = 6 * 1024 * 1024;

/** Speech up to this length, in seconds, is recognised in a moment … */
export const SMALL_PIECE_SECONDS = 30;
/** … and a recording up to this length is short. */
export const SMALL_RECORDING_SECONDS = 60;
