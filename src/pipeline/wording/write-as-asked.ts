import type { Segment, SuppressedText } from "../../domain/transcript.ts";
import type { Wording } from "../../domain/transcription.ts";
import { findFillers, hasFillers } from "./disfluencies.ts";
import { findProfanity, maskText, PROFANITY_LANGUAGES } from "./profanity.ts";
import { reword } from "./reword.ts";
import { findTerms } from "./vocabulary.ts";

/** Writes a segment as its reader wants it: own terms as they are spelt, hesitation left out, swear words masked. */
export function writeAsAsked(segment: Segment, { vocabulary = [], disfluencies, profanity }: Wording): Segment {
  const language = segment.language ?? "";
  const corrections: { term: string; heard: string }[] = [];
  let written = segment;
  if (disfluencies === "remove") written = reword(written, (words) => findFillers(words, language));
  if (vocabulary.length > 0)
    written = reword(written, (words) => findTerms(words, vocabulary, (fired) => corrections.push(fired)));
  if (profanity === "mask") written = reword(written, (words) => findProfanity(words, language));
  if (corrections.length === 0) return written;
  const shown = profanity === "mask" ? corrections.map((one) => ({ ...one, heard: maskText(one.heard) })) : corrections;
  return { ...written, corrections: shown };
}

/** Text that was taken out is shown too: what is masked in the transcript is masked there. */
export const writeSuppressed = (text: SuppressedText, { profanity }: Wording): SuppressedText =>
  profanity === "mask" ? { ...text, text: maskText(text.text) } : text;

/** What of it cannot be done in the languages that were heard. */
export function wordingWarnings(segments: readonly Segment[], { disfluencies, profanity }: Wording): string[] {
  const languages = [...new Set(segments.flatMap(({ language }) => language ?? []))];
  const without = (knows: (language: string) => boolean) => languages.filter((language) => !knows(language)).join(", ");
  const warnings: string[] = [];
  const unmasked = profanity === "mask" ? without((language) => PROFANITY_LANGUAGES.includes(language)) : "";
  if (unmasked) warnings.push(`Swear words are not masked in ${unmasked}: they are known in English alone`);
  const unheard = disfluencies === "remove" ? without(hasFillers) : "";
  if (unheard) warnings.push(`Sounds of hesitation are not left out in ${unheard}: they are not known there`);
  return warnings;
}
