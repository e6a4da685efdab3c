import { Failure } from "../domain/failure.ts";
import { POINTING_FORMATS } from "./media-formats.ts";

/** What the WebAssembly process says when the fault is in the package, not in the file. */
export const CORE_NOT_LOADED = "ffmpeg-core could not be loaded";

/** Known complaints of ffmpeg and what they mean for whoever sent the file. ffmpeg's own words stay out: they hold file names. */
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [/moov atom not found/, "its index (moov) is missing, so it was cut off while it was written or sent"],
  [/Cannot allocate memory|bad_alloc|out of memory/i, "it asks for more memory than a recording needs"],
  [
    /Decoder \(codec .*\) not found|Unknown decoder|no decoder found/i,
    "its sound is coded in a way this ffmpeg cannot decode",
  ],
  [/Permission denied/, "the decoder may not open it"],
];

/** The failure for a file from which no sound could be had, told from what ffmpeg said of it. */
export function unreadable(lines: readonly string[]): Failure {
  if (lines.includes(CORE_NOT_LOADED)) {
    return new Failure(
      "decoder-unavailable",
      "The package @ffmpeg/core is broken. Run: npm install @ffmpeg/core, or install ffmpeg.",
    );
  }
  const format = formatRefused(lines);
  if (format !== null && POINTING_FORMATS.includes(format)) {
    return new Failure(
      "media-refused",
      "The file points at other files or addresses and holds no sound itself. Send the recording itself.",
    );
  }
  const cause = CAUSES.find(([pattern]) => lines.some((line) => pattern.test(line)))?.[1];
  const why = cause ?? "it is damaged, or no audio or video at all";
  return new Failure(
    "media-unreadable",
    `The file cannot be read as a recording: ${why}. Check that it plays, or export it again.`,
  );
}

function formatRefused(lines: readonly string[]): string | null {
  for (const line of lines) {
    const name = /^\[([^ ,\]]+)[^\]]*\] (?:\[\w+\] )?Format not on whitelist/.exec(line)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}
