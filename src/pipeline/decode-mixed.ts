import type { MediaDecoder } from "../ports/media.ts";

export interface MixedOptions {
  /** A file on this machine. */
  readonly path: string;
  /** Told what the decoder says of damage. */
  readonly onWarning: (message: string) => void;
}

/** The sound of a recording as one channel; what the decoder says of damage goes to `onWarning`. */
export async function* decodeMixed(
  decoder: MediaDecoder,
  { path, onWarning }: MixedOptions,
  signal: AbortSignal,
): AsyncIterable<Float32Array> {
  for await (const event of decoder.decode(path, { channels: "mixed" }, signal)) {
    if (event.type === "warning") onWarning(event.message);
    const mixed = event.type === "samples" ? event.channels[0] : undefined;
    if (mixed) yield mixed;
  }
}
