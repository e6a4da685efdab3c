import { readdir, readFile } from "node:fs/promises";
import { expect } from "vitest";
import { wordErrors } from "../../src/benchmark/word-errors.ts";
import type { Transcript } from "../../src/domain/transcript.ts";
import { missing, speechFile } from "./speech.ts";

// What each awkward file is named after says how it must end.

const isHere = missing("SPEECH_DIR") === undefined;

/** The files of the speech directory that are hard to read, or no recordings at all. */
export const AWKWARD_FILES: readonly string[] = isHere
  ? (await readdir(speechFile("media"))).filter((name) => !name.endsWith(".txt"))
  : [];

const reference = isHere ? await readFile(speechFile("media", "REFERENCE.txt"), "utf8") : "";

/** Where a file must end: with the reference text, with an honest transcript, or with a failure. */
export type Ending = "text" | "well" | "failure";

export function endingOf(name: string): Ending {
  if (name.startsWith("ok")) return "text";
  if (name.startsWith("bad")) return "failure";
  if (/^(odd|trunc|short|silence|music)/.test(name)) return "well";
  throw new Error(`Nobody says how ${name} must end`);
}

/** What a file that must fail may fail with. Doing it again does not help. */
export const FAILURE_OF_MEDIA = /^media-(empty|unreadable|without-sound|refused)$/;

/** One second in which nobody says a word, in a container worth reading. */
const WORDLESS = "ok-sphere.sph";

/** The beginning of the reference that a shorter file holds. */
const shareOf = (seconds: number) => Math.min(1, seconds / 17.7);

/** Checks the transcript of a file that must not fail. */
export function expectTranscript(name: string, transcript: Transcript): void {
  expectHonest(transcript);
  const { segments, seconds, warnings } = transcript;
  const text = textOf(transcript);
  if (/^(silence|music)/.test(name)) expect(segments).toEqual([]);
  if (name.startsWith("trunc")) expect(warnings.join()).toMatch(/cut|damaged/i);
  if (name === WORDLESS) expect(text).toBe("");
  else if (endingOf(name) === "text") expectReference(text, seconds);
}

export const textOf = ({ segments }: Transcript): string => segments.map(({ text }) => text).join(" ");

function expectReference(text: string, seconds: number): void {
  const spoken = reference.split(/\s+/);
  const part = spoken.slice(0, Math.round(spoken.length * shareOf(seconds))).join(" ");
  const { errors, words } = wordErrors(part, text, "en");
  expect(errors / words, text).toBeLessThanOrEqual(0.15);
}

function expectHonest({ coverage, seconds, segments }: Transcript): void {
  let at = 0;
  for (const entry of coverage) {
    expect(entry.start).toBeCloseTo(at, 6);
    expect(entry.end).toBeGreaterThan(entry.start);
    at = entry.end;
  }
  expect(at).toBeCloseTo(seconds, 6);
  for (const { start, end } of segments) expect(start <= end && end <= seconds + 0.01).toBe(true);
}
