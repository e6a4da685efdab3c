import { markdownTable } from "../markdown-table.ts";
import { rate } from "../word-errors.ts";
import { TOLD_KINDS } from "./coverage-seconds.ts";
import type { NoiseOutcome } from "./invented-words.ts";
import type { NamedSpread } from "./measure-clips.ts";
import type { LongOutcome } from "./measure-long.ts";
import type { MissedUtterance } from "./missed-speech.ts";
import type { WordErrorGroup } from "./word-error-groups.ts";

/** Words heard wrong, a line for each set and language, a column for each system. */
export function wordErrorTable(groups: readonly WordErrorGroup[]): string {
  const names = groups[0]?.systems.map(({ name }) => name) ?? [];
  const rows = groups.map(({ group, clips, systems }) => [
    group,
    String(clips),
    ...systems.map((errors) => `${rate(errors).toFixed(2)} % (${errors.errors}/${errors.words})`),
  ]);
  return markdownTable([["words wrong", "clips", ...names], ...rows]);
}

/** Errors of word starts in seconds, a line for each system and recording. */
export function wordTimeTable(spreads: readonly NamedSpread[]): string {
  const rows = spreads.map(({ name, words, medianError, ninetyPercentWithin, bias }) => [
    name,
    String(words),
    ...[medianError, ninetyPercentWithin, bias].map((seconds) => (seconds === null ? "–" : `${seconds.toFixed(3)} s`)),
  ]);
  return markdownTable([["start of words", "words", "median error", "90 % within", "bias"], ...rows]);
}

/** What became of each kind of noise: words in words, coverage in seconds. */
export function noiseTable(outcomes: readonly NoiseOutcome[]): string {
  const head = ["noise", "seconds", "words kept", "words suppressed"];
  const rows = outcomes.map(({ kind, seconds, wordsKept, wordsSuppressed, coverage }) => [
    kind,
    seconds.toFixed(0),
    String(wordsKept),
    String(wordsSuppressed),
    ...TOLD_KINDS.map((name) => coverage[name].toFixed(1)),
  ]);
  return markdownTable([[...head, ...TOLD_KINDS.map((name) => `${name} s`)], ...rows]);
}

/** A long recording: words wrong, speech that did not come through, and a line for each utterance that is missing. */
export function longTable({ file, seconds, missedSpeech, wordErrors }: LongOutcome): string {
  const { utterances, missedSeconds, missed } = missedSpeech;
  const count = (wanted: MissedUtterance["admitted"]) => String(missed.filter((one) => one.admitted === wanted).length);
  const summary = markdownTable([
    ["recording", "seconds", "words wrong", "missed", "share", "missed s", "ledger says so", "in part", "not"],
    [
      file,
      seconds.toFixed(0),
      `${rate(wordErrors).toFixed(2)} %`,
      `${missed.length} of ${utterances}`,
      `${((100 * missed.length) / Math.max(utterances, 1)).toFixed(2)} %`,
      missedSeconds.toFixed(1),
      count("wholly"),
      count("partly"),
      count("not"),
    ],
  ]);
  if (missed.length === 0) return summary;
  const head = ["what was missed", "at second", "words found", "ledger says so", "what it says"];
  const rows = missed.map(({ text, start, found, words, admitted, coverage }) => {
    const said = TOLD_KINDS.filter((kind) => coverage[kind] >= 0.05).map(
      (kind) => `${kind} ${coverage[kind].toFixed(1)} s`,
    );
    return [shortened(text), start.toFixed(1), `${found} of ${words}`, admitted, said.join(", ")];
  });
  return `${summary}\n\n${markdownTable([head, ...rows])}`;
}

/** A table keeps its shape; the whole text is in the JSON. */
const shortened = (text: string) => (text.length <= 50 ? text : `${text.slice(0, 49)}…`);
