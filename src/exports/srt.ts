import type { Transcript } from "../domain/transcript.ts";
import { type Caption, captionsOf } from "./captions.ts";
import { clockTime } from "./clock-time.ts";

/** Writes SubRip subtitles. A transcript without words gives an empty file, which players accept. */
export function writeSrt(transcript: Transcript): string {
  return captionsOf(transcript.segments).map(srtCue).join("\n");
}

function srtCue({ startMs, endMs, lines }: Caption, index: number): string {
  const text = lines.join("\n").replaceAll("-->", "->");
  return `${index + 1}\n${clockTime(startMs, ",")} --> ${clockTime(endMs, ",")}\n${text}\n`;
}
