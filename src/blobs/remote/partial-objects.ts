import { buffer } from "node:stream/consumers";
import pMap from "p-map";
import type { Ending, PartialName, PartialRecordings } from "../../ports/blob-store.ts";
import { partialPlace } from "../partial-name.ts";
import type { HeldRoom } from "./held-room.ts";
import type { Keys } from "./keys.ts";
import type { Objects } from "./objects.ts";
import { keyOfPart, type Part, partOf, partsInTurn } from "./parts.ts";
import { receiveParts } from "./receive-parts.ts";
import { PART_BYTES, sendInParts } from "./send-in-parts.ts";

const DELETED_AT_ONCE = 4;

/** Recordings that come in parts, as one object for each part: `<prefix>/_partial/<tenant>/<upload>/<first>-<end>`. */
export function partialObjects(bucket: { objects: Objects; keys: Keys; room: HeldRoom }): PartialRecordings {
  const { objects, keys } = bucket;
  const placeOf = (name: PartialName) => `${keys.root}${partialPlace(name)}/`;
  const listed = async (name: PartialName, ending?: Ending) => {
    const found: Part[] = [];
    for await (const { key } of objects.list(placeOf(name), ending)) {
      const part = partOf(key);
      if (part) found.push(part);
    }
    return found;
  };
  /** A small part is written again with what comes to it: however little comes at a time, there are never many. */
  const begunPart = async (parts: readonly Part[], offset: number) => {
    const last = partsInTurn(parts).at(-1);
    if ((last?.end ?? 0) !== offset) throw new RangeError(`There are ${last?.end ?? 0} bytes and not ${offset}`);
    if (!last || offset - last.first >= PART_BYTES) return { key: null, first: offset, bytes: new Uint8Array() };
    return { key: last.key, first: last.first, bytes: await buffer(await objects.read(last.key)) };
  };
  const remove = (parts: readonly Part[], ending?: Ending) =>
    pMap(parts, ({ key }) => objects.delete(key, ending), { concurrency: DELETED_AT_ONCE });
  return {
    size: async (name, ending) => partsInTurn(await listed(name, ending)).at(-1)?.end ?? 0,
    async append(name, content, { offset, signal }) {
      try {
        const begun = await begunPart(await listed(name, { signal }), offset);
        const send = async (first: number, bytes: Uint8Array) => {
          await objects.put(keyOfPart(placeOf(name), first, bytes.length), bytes);
          // It has been written again with more. One that cannot be removed now harms nothing.
          if (first === begun.first && begun.key !== null) await objects.delete(begun.key).catch(() => {});
        };
        return await sendInParts(content, { begun, signal }, send);
      } finally {
        content.destroy();
      }
    },
    receive: async (name, { signal }) =>
      receiveParts(bucket, { tenant: name.tenant, parts: partsInTurn(await listed(name, { signal })), signal }),
    async discard(name, ending) {
      await remove(await listed(name, ending), ending);
    },
  };
}
