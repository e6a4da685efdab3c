import { secondsOf } from "../domain/audio.ts";
import type { CoverageEntry, CoverageKind } from "../domain/coverage.ts";
import { mostSpoken } from "../domain/most-spoken.ts";
import type { Segment, SuppressedText, Transcript } from "../domain/transcript.ts";
import type { Wording } from "../domain/transcription.ts";
import { coverageLedger, type LedgerFacts } from "./coverage-ledger.ts";
import type { SettledPiece } from "./recognising/settle.ts";
import { reportTerms } from "./wording/term-report.ts";
import { wordingWarnings } from "./wording/write-as-asked.ts";

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

/**
 * The transcript of everything in the ledger.
 * @param facts.language what was asked for; null when it was to be detected
 */
export function assemble(
  ledger: Ledger,
  facts: Pick<Transcript, "seconds" | "language" | "model" | "modelChoice" | "task">,
  wording: Wording,
): Transcript {
  const { suppressed } = ledger;
  const { vocabulary } = wording;
  // Channels come one beside the other.
  const segments = [...ledger.segments].sort((a, b) => a.start - b.start);
  const coverage = coverageOfChannels({ seconds: facts.seconds, ...ledger });
  return {
    seconds: facts.seconds,
    language: segments.length > 0 ? (facts.language ?? mainLanguage(segments)) : null,
    model: facts.model,
    ...(facts.modelChoice !== undefined && { modelChoice: facts.modelChoice }),
    task: facts.task,
    segments,
    suppressed,
    coverage,
    ...(vocabulary && { vocabulary: reportTerms(segments, vocabulary) }),
    warnings: [...ledger.warnings, ...wordingWarnings(segments, wording), ...lossWarnings(coverage)],
  };
}

/** The ledger of each channel, one after another, where channels were heard apart. */
function coverageOfChannels(facts: LedgerFacts): CoverageEntry[] {
  const { quiet, segments, suppressed } = facts;
  const channels = [...new Set([...quiet, ...segments, ...suppressed].map(({ channel }) => channel))].sort();
  if (channels.length < 2 && channels[0] === undefined) return coverageLedger(facts);
  return channels.flatMap((channel) => {
    const ofChannel = (one: { readonly channel?: number }) => one.channel === channel;
    const own = coverageLedger({
      seconds: facts.seconds,
      quiet: quiet.filter(ofChannel),
      segments: segments.filter(ofChannel),
      suppressed: suppressed.filter(ofChannel),
    });
    return own.map((entry) => (channel === undefined ? entry : { ...entry, channel }));
  });
}

/** What most of the words are in, by their seconds. */
const mainLanguage = (segments: readonly Segment[]): string | null =>
  mostSpoken(segments.map((segment) => ({ ...segment, seconds: secondsOf(segment) }))) ?? null;

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
