import type { CoverageEntry, CoverageKind, Span } from "../../index.ts";

/** The kinds a measurement always tells of. */
export const TOLD_KINDS = ["silence", "noise", "unheard", "suppressed", "transcribed"] as const;

/** Seconds of a recording, or of a part of it, that each kind of coverage takes up. */
export type CoverageSeconds = Readonly<Record<(typeof TOLD_KINDS)[number], number>> &
  Readonly<Partial<Record<CoverageKind, number>>>;

/** Adds up what became of a span of a recording. */
export function coverageSeconds(coverage: readonly CoverageEntry[], span: Span): CoverageSeconds {
  const told = { silence: 0, noise: 0, unheard: 0, suppressed: 0, transcribed: 0 };
  const seconds: typeof told & Partial<Record<CoverageKind, number>> = told;
  for (const { kind, start, end } of coverage)
    seconds[kind] = (seconds[kind] ?? 0) + Math.max(0, Math.min(end, span.end) - Math.max(start, span.start));
  return seconds;
}
