import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { storageAway } from "./away.ts";
import type { Keys } from "./keys.ts";
import type { Objects } from "./objects.ts";

/**
 * Writes, reads, lists and deletes, as the service does.
 * @throws {Failure} `storage-unavailable` with what to mend
 */
export async function checkObjects(objects: Objects, keys: Keys): Promise<void> {
  const key = keys.fresh();
  const content = randomBytes(16);
  await objects.put(key, content);
  try {
    const read = await buffer(await objects.read(key));
    if (!read.equals(content)) throw storageAway("odd", new Error("What was read is not what was written"));
    for await (const _ of objects.list(key)) break;
  } finally {
    await objects.delete(key);
  }
}
