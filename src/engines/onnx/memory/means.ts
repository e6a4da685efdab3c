import type { Provider } from "../../../onnx/provider.ts";

/** What a process recognises with: less of it where memory is short. */
export interface Means {
  readonly provider: Provider;
  /** Windows recognised together, at most. */
  readonly batchWindows: number;
}

/** Windows together on the processor: four keep the process of whisper-base under 1 GB. */
const CPU_BATCH = 4;
/** Windows together on another provider, whose time goes into reading the weights. */
const OTHER_BATCH = 8;

/** Windows together where nobody says how many. */
export const usualBatch = (provider: Provider): number => (provider === "cpu" ? CPU_BATCH : OTHER_BATCH);

/** The processor instead of another provider, with no more windows together than before. */
export const onProcessor = (most: number): Means => ({ provider: "cpu", batchWindows: Math.min(CPU_BATCH, most) });

/**
 * The next smaller means after these were too much: half as many windows together; after a single one the processor, with
 * `most` windows or fewer. Undefined where there is nothing smaller.
 */
export function lesserMeans({ provider, batchWindows }: Means, most: number): Means | undefined {
  if (batchWindows > 1) return { provider, batchWindows: Math.ceil(batchWindows / 2) };
  return provider === "cpu" ? undefined : onProcessor(most);
}

/** Tells how a step down changed the work, and with it now and then a word of the text. */
export function shortMemoryWarning(before: Means, after: Means): string {
  const windows = `windows were recognised ${after.batchWindows} at a time`;
  return before.provider === after.provider
    ? `memory was short: ${windows}`
    : `memory was short on ${before.provider}: the processor was used instead, and ${windows}`;
}
