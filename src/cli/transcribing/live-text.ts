import type { Segment } from "../../domain/transcript.ts";
import { type TextWriter, textWriter } from "../../exports/text.ts";
import type { Screen } from "../terminal/terminal.ts";

/** A silence of this many seconds leaves a line empty. */
const PAUSE = 2;

/** Writes text while it comes: running paragraphs into a file or pipe, a line a segment on a screen. */
export function liveText(stdout: Screen): TextWriter {
  return stdout.isTTY ? lineWriter() : textWriter();
}

function lineWriter(): TextWriter {
  let previous: Segment | undefined;
  return {
    add(segment) {
      const text = segment.text.trim();
      if (text === "") return "";
      const afterPause = previous && segment.start - previous.end >= PAUSE;
      previous = segment;
      return `${afterPause ? "\n" : ""}${text}\n`;
    },
    end: () => "",
  };
}
