import { secondsOf } from "../domain/audio.ts";
import type { CoverageEntry, CoverageKind } from "../domain/coverage.ts";
import type { Segment, SuppressedText, Transcript } from "../domain/transcript.ts";
import { coverageLedger } from "./coverage-ledger.ts";
import type { SettledPiece } from "./settle.ts";

/** What is known of a recording so far. */
export interface Ledger {
  readonly quiet: CoverageEntry[];
  readonly segments: Segment[];
  readonly suppressed: SuppressedText[];
  readonly warnings: string[];
}

export const openLedger = (): Ledger => ({ quiet: [], segments: [], suppressed: [], warnings: [] });

/** Writes down what stands of a piece. */
export function enter(ledger: Ledger, { segments, suppressed }: SettledPiece): void {
  ledger.segments.push(...segments);
  ledger.suppressed.push(...suppressed);
}

/** The transcript of everything in the ledger. */
export function assemble(
  ledger: Ledger,
  facts: Pick<Transcript, "seconds" | "language" | "model" | "task">,
): Transcript {
  const { segments, suppressed } = ledger;
  const coverage = coverageLedger({ seconds: facts.seconds, ...ledger });
  return {
    seconds: facts.seconds,
    language: segments.length > 0 ? facts.language : null,
    model: facts.model,
    task: facts.task,
    segments,
    suppressed,
    coverage,
    warnings: [...ledger.warnings, ...lossWarnings(coverage)],
  };
}

/** Share of the speech without words from which a person should be told. */
const WORTH_TELLING = 0.1;

function lossWarnings(coverage: readonly CoverageEntry[]): string[] {
  const secondsOfKind = (kind: CoverageKind) =>
    coverage.filter((entry) => entry.kind === kind).reduce((sum, entry) => sum + secondsOf(entry), 0);
  const [transcribed, suppressed, unheard] = (["transcribed", "suppressed", "unheard"] as const).map(secondsOfKind);
  const lost = (suppressed ?? 0) + (unheard ?? 0);
  if (lost <= WORTH_TELLING * ((transcribed ?? 0) + lost)) return [];
  return [
    `${Math.round(lost)} s of what sounds like speech are not in the text; "coverage" and "suppressed" say where`,
  ];
}
