import type { Span } from "../../../../domain/audio.ts";
import { secondsOf } from "../../../../domain/audio.ts";

/** Speech from which a language can be told. Less of it belongs to its neighbour. */
const ENOUGH_SECONDS = 1.2;

interface Stretch extends Span {
  /** Seconds of speech in it, pauses left out. */
  readonly spoken: number;
}

/**
 * Gathers the speech of a window, a span for each utterance, into stretches long enough to tell their language: what is too
 * short joins the neighbour that is nearer.
 * @param speech in time order, seconds of the window
 * @returns at least one where there is speech
 */
export function stretchesOf(speech: readonly Span[]): Span[] {
  let stretches: Stretch[] = speech.map((span) => ({ ...span, spoken: secondsOf(span) }));
  while (stretches.length > 1) {
    const shortest = stretches.reduce((least, one) => (one.spoken < least.spoken ? one : least));
    if (shortest.spoken >= ENOUGH_SECONDS) break;
    const at = stretches.indexOf(shortest);
    stretches = joinAt(stretches, isNearerToNext(stretches, at) ? at : at - 1);
  }
  return stretches.map(({ start, end }) => ({ start, end }));
}

function isNearerToNext(stretches: readonly Stretch[], at: number): boolean {
  const [before, one, next] = [stretches[at - 1], stretches[at], stretches[at + 1]];
  if (!before || !next || !one) return before === undefined;
  return next.start - one.end < one.start - before.end;
}

/** The stretch at this index and the one behind it as one. */
function joinAt(stretches: readonly Stretch[], at: number): Stretch[] {
  const joined = [...stretches];
  const [first, second] = joined.slice(at, at + 2);
  if (first && second)
    joined.splice(at, 2, { start: first.start, end: second.end, spoken: first.spoken + second.spoken });
  return joined;
}
