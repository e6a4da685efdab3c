import { resolve } from "node:path";
import { MEDIA_FORMATS } from "./media-formats.ts";

/** Larger than the index of a day of video, far smaller than the machine. */
const MOST_BYTES_AT_ONCE = 512 * 1024 * 1024;

/**
 * The arguments that open one untrusted file and nothing else. The `file:` in front of an absolute path keeps a name with
 * `-`, `:` or `%d` in it a name.
 */
export function inputArguments(path: string, logLevel: "info" | "level+warning"): string[] {
  return [
    ...["-hide_banner", "-nostdin", "-nostats", "-loglevel", logLevel],
    ...["-max_alloc", String(MOST_BYTES_AT_ONCE), "-threads", "1", "-filter_threads", "1"],
    ...["-protocol_whitelist", "file", "-format_whitelist", MEDIA_FORMATS.join(",")],
    // Streams that begin late (broadcast recordings) are found too; files with a proper header never read this far.
    ...["-probesize", "32M", "-analyzeduration", "30M"],
    ...["-i", `file:${resolve(path)}`],
  ];
}

/** The arguments that write the first sound stream to stdout at 16 kHz as 16-bit samples, `shape` saying how channels are treated. */
export function outputArguments(shape: readonly string[]): string[] {
  return ["-map", "0:a:0", "-vn", "-sn", "-dn", ...shape, "-ar", "16000", "-f", "s16le", "pipe:1"];
}
