import type { Segment } from "../../domain/transcript.ts";
import { clockTime } from "../../exports/clock-time.ts";
import { isUnspaced } from "../../exports/spacing.ts";

/** The forms in which `transcription` can be written. */
export const TEXT_FORMATS = ["plain_text", "formatted_text", "srt", "vtt"] as const;

export type TextFormat = (typeof TEXT_FORMATS)[number];

export const isTextFormat = (word: string): word is TextFormat => TEXT_FORMATS.some((format) => format === word);

/** The text of a transcript, as RunPod's worker writes it: a caption a segment, and WebVTT without its head. */
export function writeText(segments: readonly Segment[], format: TextFormat): string {
  switch (format) {
    case "plain_text":
      return segments.map(({ text }) => text.trim()).join(" ");
    case "formatted_text":
      return segments.map(({ text }) => text.trim()).join("\n");
    case "srt":
      return segments.map((segment, index) => `${index + 1}\n${captionOf(segment, ",")}`).join("");
    case "vtt":
      return segments.map((segment) => captionOf(segment, ".")).join("");
  }
}

function captionOf({ start, end, text }: Segment, mark: "," | "."): string {
  const [from, to] = [start, end].map((seconds) => clockTime(Math.round(seconds * 1000), mark));
  return `${from} --> ${to}\n${text.trim().replaceAll("-->", "->")}\n\n`;
}

/** A word or a line with the space before it, where its script has spaces: so Whisper gives them. */
export function spaced(text: string): string {
  const bare = text.trim();
  return bare === "" || isUnspaced(bare.slice(0, 1)) ? bare : ` ${bare}`;
}
