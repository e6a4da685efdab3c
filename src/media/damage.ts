import { lastLines } from "./last-lines.ts";

/** Programs that write into a pipe cannot know the length; ffmpeg says this of such a header and then misses the end. */
const STREAMED = /Ignoring maximum wav data size/;

const FAULT = /\[(error|fatal|panic)\] |corrupt input packet/;

/** A sound stream may end this much before its file says: pictures last a little longer, and lengths are rounded. */
const TOLERANCE = { seconds: 2, share: 0.03 };

/** How a decoding that gave samples came to its end. */
export interface Outcome {
  readonly ok: boolean;
  readonly decodedSeconds: number;
  /** What the file says of its length; null where it says nothing, or the number is a guess. */
  readonly claimedSeconds: number | null;
}

/** Watches what ffmpeg says while it decodes (`-loglevel level+warning`) for signs that the file is not whole. */
export function damageWatch(): {
  line(text: string): void;
  /** The last faults, for naming a cause. */
  faults(): readonly string[];
  /** What to tell the caller; null when the recording is whole as far as can be seen. */
  report(outcome: Outcome): string | null;
} {
  const faults = lastLines();
  let streamed = false;

  return {
    line(text) {
      streamed ||= STREAMED.test(text);
      if (FAULT.test(text) && !(streamed && text.includes("corrupt input packet"))) faults.push(text);
    },
    faults: faults.lines,
    report({ ok, decodedSeconds, claimedSeconds }) {
      const read = `${decodedSeconds.toFixed(1)} s could be read and were used`;
      if (!ok) return `The file is damaged or cut short: the decoder stopped early; ${read}.`;
      if (faults.count() > 0) return `Parts of the file are damaged, cut short or of an unknown kind; ${read}.`;
      const slack = Math.max(TOLERANCE.seconds, (claimedSeconds ?? 0) * TOLERANCE.share);
      if (claimedSeconds === null || decodedSeconds + slack >= claimedSeconds) return null;
      return `The file says it lasts ${claimedSeconds.toFixed(1)} s, and its sound ends earlier: it may be cut short; ${read}.`;
    },
  };
}
