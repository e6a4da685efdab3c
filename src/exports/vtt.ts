import type { Transcript } from "../domain/transcript.ts";
import { type Caption, captionsOf } from "./captions.ts";
import { clockTime } from "./clock-time.ts";

/** Writes WebVTT subtitles. A transcript without words gives the header alone, which is a valid file. */
export function writeVtt(transcript: Transcript): string {
  return ["WEBVTT\n", ...captionsOf(transcript.segments).map(vttCue)].join("\n");
}

function vttCue({ startMs, endMs, lines }: Caption): string {
  const text = lines.join("\n").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `${clockTime(startMs, ".")} --> ${clockTime(endMs, ".")}\n${text}\n`;
}
