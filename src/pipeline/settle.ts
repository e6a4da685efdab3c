import type { Segment, SuppressedText } from "../domain/transcript.ts";
import { doubt } from "./guard.ts";
import type { HeardWindow, RecognisedPiece } from "./recognise.ts";
import { toSegments } from "./segment.ts";

/** What stands of a piece, and what the guard took out. */
export interface SettledPiece {
  /** In time order. */
  readonly segments: readonly Segment[];
  readonly suppressed: readonly SuppressedText[];
}

/** Decides what of the heard text can be believed, and makes segments of it. */
export function settle(heard: readonly HeardWindow[]): SettledPiece {
  const segments: Segment[] = [];
  const suppressed: SuppressedText[] = [];
  for (const { window, heard: text } of heard) {
    const doubted = doubt(window, text);
    if (doubted) suppressed.push(doubted);
    else segments.push(...toSegments(window, text));
  }
  // A second look at a hole in a window lies between the segments of the first.
  segments.sort((a, b) => a.start - b.start);
  return { segments, suppressed };
}

/** Probability from which a detected language holds for the rest of the recording. */
const SURE_OF_LANGUAGE = 0.5;

/** The language that a piece has settled for those after it. A weak guess must not decide: the next piece is asked again. */
export function sureLanguage(
  guess: RecognisedPiece["language"],
  { segments }: SettledPiece,
): RecognisedPiece["language"] {
  return guess && segments.length > 0 && guess.probability >= SURE_OF_LANGUAGE ? guess : null;
}
