import { stat } from "node:fs/promises";
import { freemem } from "node:os";
import { ENCODED_FRAMES } from "./encoder.ts";
import type { WhisperFacts } from "./model-facts.ts";

/** What decides how much memory a process takes. */
export interface MemoryFacts extends Pick<WhisperFacts, "layers" | "width" | "isOwnLayout"> {
  /** Size of the files of both networks. */
  readonly weightBytes: number;
}

/** Memory there is for one process, in bytes. */
export interface MemoryThere {
  /** The limit it is under; Infinity without one. */
  readonly limit: number;
  /** Its share of what is free. */
  readonly free: number;
}

// Measured with whisper-base (docs/hardware.md): 340 MB beside the weights, those twice, and of each window the keys and
// values of cross attention four times: as they come, as they are kept, and stacked on both sides.
const BASE_BYTES = 340e6;
const WEIGHT_COPIES = 2;
const WINDOW_COPIES = 4;
/** Share of it that is really used: a limit counts what is set aside as well. */
const USED_SHARE = 0.8;

/** Memory that a process sets aside to recognise so many windows together. */
export function memoryFor(windows: number, { layers, width, isOwnLayout, weightBytes }: MemoryFacts): number {
  const bytesEach = isOwnLayout ? Int8Array.BYTES_PER_ELEMENT : Float32Array.BYTES_PER_ELEMENT;
  const window = layers * 2 * ENCODED_FRAMES * width * bytesEach;
  return BASE_BYTES + WEIGHT_COPIES * weightBytes + WINDOW_COPIES * windows * window;
}

/** As many windows as are wanted, or half of them and again half, down to one, while memory is clearly too small for more. */
export function batchFor(wanted: number, facts: MemoryFacts, { limit, free }: MemoryThere): number {
  let windows = wanted;
  const isTooMuch = () => memoryFor(windows, facts) > limit || USED_SHARE * memoryFor(windows, facts) > free;
  while (windows > 1 && isTooMuch()) windows = Math.ceil(windows / 2);
  return windows;
}

/** Size of the files of both networks, with the weights that lie beside them. */
export async function sizeOfWeights({ encoder, decoder }: { encoder: string; decoder: string }): Promise<number> {
  const paths = [encoder, decoder].flatMap((path) => [path, `${path}_data`]);
  const sizes = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What is there now for each of so many processes: free on this machine, and within the limit of a container. */
export function memoryThere(processes: number, memoryMb: number | undefined): MemoryThere {
  // Without a limit it is 0 or a number beyond all memory. What the container holds of files can be given up.
  const container = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  const free = Math.min(freemem(), container - process.memoryUsage.rss());
  return { limit: memoryMb === undefined ? Number.POSITIVE_INFINITY : memoryMb * 1e6, free: free / processes };
}
