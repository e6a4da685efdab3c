import type { CoverageEntry } from "../domain/coverage.ts";
import type { Segment, SuppressedText, Transcript } from "../domain/transcript.ts";
import { coverageLedger } from "./coverage-ledger.ts";
import { doubt } from "./guard.ts";
import type { HeardWindow } from "./recognise.ts";
import { toSegments } from "./segment.ts";

/** What is known of a recording so far. */
export interface Ledger {
  readonly quiet: CoverageEntry[];
  readonly segments: Segment[];
  readonly suppressed: SuppressedText[];
  readonly warnings: string[];
}

export const openLedger = (): Ledger => ({ quiet: [], segments: [], suppressed: [], warnings: [] });

/** Writes down what was heard in a piece. @returns the segments that stand, in time order */
export function settlePiece(ledger: Ledger, heard: readonly HeardWindow[]): Segment[] {
  const settled: Segment[] = [];
  for (const { window, heard: text } of heard) {
    const doubted = doubt(window, text);
    if (doubted) ledger.suppressed.push(doubted);
    else settled.push(...toSegments(window, text));
  }
  // A second look at a hole in a window lies between the segments of the first.
  settled.sort((a, b) => a.start - b.start);
  ledger.segments.push(...settled);
  return settled;
}

/** The transcript of everything in the ledger. */
export function assemble(
  ledger: Ledger,
  facts: Pick<Transcript, "seconds" | "language" | "model" | "task">,
): Transcript {
  const { segments, suppressed, warnings } = ledger;
  return {
    seconds: facts.seconds,
    language: segments.length > 0 ? facts.language : null,
    model: facts.model,
    task: facts.task,
    segments,
    suppressed,
    coverage: coverageLedger({ seconds: facts.seconds, ...ledger }),
    warnings,
  };
}
