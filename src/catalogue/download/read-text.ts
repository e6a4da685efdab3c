import type { Limits } from "./limits.ts";
import { type Open, receive, type Sink } from "./receive.ts";
import { SourceFault } from "./source-fault.ts";

const LARGEST_BYTES = 2 ** 20;

/**
 * Reads a small text from a source into memory.
 * @throws {SourceFault} also when there is more than 1 MiB of it.
 */
export async function readText(job: { open: Open; limits: Limits; signal: AbortSignal }): Promise<string> {
  let chunks: Uint8Array[] = [];
  let position = 0;
  const sink: Sink = {
    resumePoint: () => ({ bytes: 0, validator: null }),
    async begin() {
      chunks = [];
      position = 0;
    },
    async write(chunk) {
      position += chunk.length;
      if (position > LARGEST_BYTES) throw new SourceFault("refused", "sends far more than was asked for");
      chunks.push(chunk);
    },
    get position() {
      return position;
    },
  };
  await receive({ ...job, sink });
  return Buffer.concat(chunks).toString("utf8");
}
