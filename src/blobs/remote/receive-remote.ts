import { Readable } from "node:stream";
import type { ReceivedBlob } from "../../ports/blob-store.ts";
import type { Metered } from "../metered.ts";
import type { HeldRoom } from "./held-room.ts";
import type { Keys } from "./keys.ts";
import type { Objects } from "./objects.ts";
import { receiveMetered } from "./receive-metered.ts";
import { heldBlob, incomingBlob } from "./received-blob.ts";

/** A stream that ends before this is held in memory until it is kept, as long as there is room. */
const HELD_STREAM_BYTES = 8 * 1_048_576;
/** Bytes are held already by whoever gives them; more than this is too much for one request. */
const HELD_BYTES = 32 * 1_048_576;

/** Takes in a blob: what is small stays in memory and goes to its place in one request, all else goes to `incoming`. */
export async function receiveRemote(
  { objects, keys, room }: { objects: Objects; keys: Keys; room: HeldRoom },
  { tenant, content }: { tenant: string; content: Readable | Uint8Array },
  options: { maxBytes: number; signal: AbortSignal },
): Promise<ReceivedBlob> {
  const to = (metered: Metered) => keys.blob({ tenant, digest: metered.digest });
  if (content instanceof Uint8Array && content.length <= HELD_BYTES) {
    const metered = await receiveMetered(content, options, readThrough);
    return heldBlob(objects, { ...metered, key: to(metered), content });
  }
  const from = keys.fresh();
  let held: Buffer | null = null;
  const letGo = () => {
    room.give(held?.length ?? 0);
    held = null;
  };
  try {
    const metered = await receiveMetered(content, options, async (stream, signal) => {
      const { chunks, isWhole } = await beginningOf(stream, room);
      if (isWhole) held = Buffer.concat(chunks);
      else await objects.upload(from, joined(chunks, stream), { maxBytes: options.maxBytes, signal });
    });
    const received = { ...metered, key: to(metered) };
    return held === null
      ? incomingBlob(objects, { ...received, from: [from] })
      : heldBlob(objects, { ...received, content: held, letGo });
  } catch (error) {
    letGo();
    throw error;
  }
}

/** Reads to the end for its own sake. */
export async function readThrough(stream: Readable): Promise<void> {
  for await (const _ of stream);
}

/** Takes room for what is whole, and for nothing else. */
async function beginningOf(stream: Readable, room: HeldRoom): Promise<{ chunks: Buffer[]; isWhole: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isWhole = false;
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk);
      if (bytes + chunk.length > HELD_STREAM_BYTES || !room.take(chunk.length)) return { chunks, isWhole };
      bytes += chunk.length;
    }
    isWhole = true;
    return { chunks, isWhole };
  } finally {
    if (!isWhole) room.give(bytes);
  }
}

function joined(chunks: Buffer[], rest: Readable): Readable {
  const all = async function* () {
    // Let go of one after another: they would otherwise stay in memory to the end.
    for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) yield chunk;
    yield* rest;
  };
  // Whoever reads it hears of an error; should nobody read it any more, it ends no process.
  return Readable.from(all()).on("error", () => {});
}
