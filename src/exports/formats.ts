import type { Transcript } from "../domain/transcript.ts";
import { writeJson } from "./json.ts";
import { writeSrt } from "./srt.ts";
import { writeText } from "./text.ts";
import { writeVtt } from "./vtt.ts";

/** Every form in which a transcript can be written. The name of a format is the extension of its files. */
export const FORMATS = ["txt", "srt", "vtt", "json"] as const;

export type Format = (typeof FORMATS)[number];

const WRITERS: Record<Format, (transcript: Transcript) => string> = {
  txt: writeText,
  srt: writeSrt,
  vtt: writeVtt,
  json: writeJson,
};

/** The transcript as the text of a file, ending with a line break unless it is empty. */
export function writeTranscript(transcript: Transcript, format: Format): string {
  return WRITERS[format](transcript);
}
