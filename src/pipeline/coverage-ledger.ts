import type { Span } from "../domain/audio.ts";
import type { CoverageEntry, CoverageKind } from "../domain/coverage.ts";
import type { Segment, SuppressedText } from "../domain/transcript.ts";

/** Speech without a word for longer than this is not covered by the words around it. */
const LONGEST_HOLE = 3;
/** Shorter leftovers join their neighbour: rounding is not a finding. */
const LEAST = 0.05;

/** What a recording turned out to hold, gathered while it runs. */
export interface LedgerFacts {
  readonly seconds: number;
  /** Silence and noise, in time order. */
  readonly quiet: readonly CoverageEntry[];
  readonly segments: readonly Segment[];
  readonly suppressed: readonly SuppressedText[];
}

/** Classifies every second of a recording once: from 0 to its end, in time order, without holes. */
export function coverageLedger({ seconds, quiet, segments, suppressed }: LedgerFacts): CoverageEntry[] {
  const said = inOrder(segments.flatMap((segment): readonly Span[] => segment.words ?? [segment]));
  const doubted = inOrder(suppressed);
  const entries: CoverageEntry[] = [];
  let at = 0;
  for (const entry of [...quiet, { kind: "silence", start: seconds, end: seconds } as const]) {
    const start = Math.min(entry.start, seconds);
    if (start > at) {
      const stretch = { start: at, end: start };
      entries.push(...classifySpeech(stretch, said.within(stretch), doubted.within(stretch)));
    }
    const end = Math.min(entry.end, seconds);
    if (end > start) entries.push({ kind: entry.kind, start, end });
    at = Math.max(at, end);
  }
  return joinAlike(entries);
}

/** Looks up spans stretch by stretch, each stretch later than the one before, without going through all of them again. */
function inOrder<Kind extends Span>(spans: readonly Kind[]): { within(stretch: Span): Kind[] } {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  let first = 0;
  return {
    within(stretch) {
      while ((sorted[first]?.end ?? Number.POSITIVE_INFINITY) <= stretch.start) first++;
      const found: Kind[] = [];
      for (let i = first; (sorted[i]?.start ?? Number.POSITIVE_INFINITY) < stretch.end; i++) {
        const span = sorted[i];
        if (span && span.end > stretch.start) found.push(span);
      }
      return found;
    },
  };
}

/** Speech is transcribed where words are; a hole without words was taken out by the guard or never heard. */
function classifySpeech(
  stretch: Span,
  inside: readonly Span[],
  suppressed: readonly SuppressedText[],
): CoverageEntry[] {
  const entries: CoverageEntry[] = [];
  let at = stretch.start;
  for (const next of [...inside, { start: stretch.end, end: stretch.end }]) {
    const start = Math.min(Math.max(next.start, at), stretch.end);
    const isHole = inside.length === 0 || start - at > LONGEST_HOLE;
    if (start > at)
      entries.push({ kind: isHole ? holeKind(at, start, suppressed) : "transcribed", start: at, end: start });
    const end = Math.min(Math.max(next.end, start), stretch.end);
    if (end > start) entries.push({ kind: "transcribed", start, end });
    at = end;
  }
  return entries;
}

function holeKind(start: number, end: number, suppressed: readonly SuppressedText[]): CoverageKind {
  return suppressed.some((text) => text.start < end && text.end > start) ? "suppressed" : "unheard";
}

function joinAlike(entries: readonly CoverageEntry[]): CoverageEntry[] {
  const joined: CoverageEntry[] = [];
  for (const entry of entries) {
    const last = joined.at(-1);
    if (last && (last.kind === entry.kind || entry.end - entry.start < LEAST))
      joined[joined.length - 1] = { ...last, end: entry.end };
    else joined.push(entry);
  }
  return joined;
}
