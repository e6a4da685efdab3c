import type { TimeRange } from "../../domain/transcription.ts";
import type { MediaDecoder } from "../../ports/media.ts";
import { cutToRange } from "./time-range.ts";

export interface DecodeOptions extends TimeRange {
  /** A file on this machine. */
  readonly path: string;
  /** `mixed` when left out. */
  readonly channels?: "mixed" | "apart";
  /** Told what the decoder says of damage. */
  readonly onWarning: (message: string) => void;
}

/** The sound of a recording within its range, one array a channel; what the decoder says of damage goes to `onWarning`. */
export function decodeChannels(
  decoder: MediaDecoder,
  { path, channels = "mixed", onWarning, ...range }: DecodeOptions,
  signal: AbortSignal,
): AsyncIterable<readonly Float32Array[]> {
  async function* decoded() {
    for await (const event of decoder.decode(path, { channels }, signal)) {
      if (event.type === "warning") onWarning(event.message);
      else yield event.channels;
    }
  }
  return cutToRange(decoded(), range);
}
