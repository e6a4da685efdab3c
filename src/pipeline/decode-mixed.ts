import type { MediaDecoder } from "../ports/media.ts";

/** The sound of a recording as one channel; what the decoder says of damage goes to `onWarning`. */
export async function* decodeMixed(
  decoder: MediaDecoder,
  path: string,
  onWarning: (message: string) => void,
  signal: AbortSignal,
): AsyncIterable<Float32Array> {
  for await (const event of decoder.decode(path, { channels: "mixed" }, signal)) {
    if (event.type === "warning") onWarning(event.message);
    const mixed = event.type === "samples" ? event.channels[0] : undefined;
    if (mixed) yield mixed;
  }
}
