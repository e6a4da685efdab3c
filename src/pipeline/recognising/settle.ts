import type { Segment, SuppressedText } from "../../domain/transcript.ts";
import type { Wording } from "../../domain/transcription.ts";
import { writeAsAsked, writeSuppressed } from "../wording/write-as-asked.ts";
import { doubt } from "./guard.ts";
import type { HeardWindow, RecognisedPiece } from "./recognise.ts";
import { toSegments } from "./segment.ts";

/** What stands of a piece, and what the guard took out. */
export interface SettledPiece {
  /** In time order. */
  readonly segments: readonly Segment[];
  readonly suppressed: readonly SuppressedText[];
}

/**
 * Decides what of the heard text can be believed, and makes segments of it, written as asked.
 * @param channel they are of, where channels are heard apart
 */
export function settle(heard: readonly HeardWindow[], wording: Wording, channel?: number): SettledPiece {
  const place = channel === undefined ? {} : { channel };
  const segments: Segment[] = [];
  const suppressed: SuppressedText[] = [];
  for (const { window, heard: text } of heard) {
    const doubted = doubt(window, text);
    if (doubted) suppressed.push({ ...writeSuppressed(doubted, wording), ...place });
    else segments.push(...toSegments(window, text).map((segment) => ({ ...writeAsAsked(segment, wording), ...place })));
  }
  // A second look at a hole in a window lies between the segments of the first.
  segments.sort((a, b) => a.start - b.start);
  // A segment of hesitation alone has nothing left to say.
  return { segments: segments.filter(({ text }) => text !== ""), suppressed };
}

/** Probability from which a detected language is taken for that of the recording: others must be clear from there on. */
const SURE_OF_LANGUAGE = 0.5;

/** The language that a piece has settled for those after it. A weak guess must not decide: the next piece is asked again. */
export function sureLanguage(
  guess: RecognisedPiece["language"],
  { segments }: SettledPiece,
): RecognisedPiece["language"] {
  return guess && segments.length > 0 && guess.probability >= SURE_OF_LANGUAGE ? guess : null;
}
