import type { BlobStore, Ending } from "../../ports/blob-store.ts";
import { blobNotFound, isDigest, isTenant } from "../blob-path.ts";
import { isByteRange, nothingIn } from "../byte-range.ts";
import { sweepIncoming } from "../sweep-incoming.ts";
import { checkObjects } from "./check-objects.ts";
import { heldRoom } from "./held-room.ts";
import { type Keys, keysBelow } from "./keys.ts";
import type { Objects } from "./objects.ts";
import { openRemote } from "./open-remote.ts";
import { partialObjects } from "./partial-objects.ts";
import { receiveRemote } from "./receive-remote.ts";
import { receiveUploaded } from "./receive-uploaded.ts";
import { signUpload } from "./sign-upload.ts";
import { sweepRemote } from "./sweep-remote.ts";

/** Of content that waits in memory to be kept: a form may bring a thousand small recordings. */
const HELD_TOGETHER_BYTES = 64 * 1_048_576;

/**
 * Blobs as objects of a bucket: `<prefix>/<tenant>/<first two digits>/<digest>`, and `<prefix>/incoming/` and
 * `<prefix>/_partial/` for what is not part of the store yet. Any number of processes may share a prefix.
 * @param options.prefix may be empty; has no slash at its ends
 * @param options.scratch a folder for these files alone, where blobs are put while programs read them
 */
export function remoteBlobStore(objects: Objects, { prefix, scratch }: { prefix: string; scratch: string }): BlobStore {
  const keys = keysBelow(prefix);
  const room = heldRoom(HELD_TOGETHER_BYTES);
  return {
    partials: partialObjects({ objects, keys, room }),
    async receive(tenant, content, options) {
      if (!isTenant(tenant)) throw blobNotFound();
      return receiveRemote({ objects, keys, room }, { tenant, content }, options);
    },
    async read(name, range, ending) {
      const key = keys.blob(name);
      if (range && !isByteRange(range)) throw nothingIn(range);
      return objects.read(key, range, ending);
    },
    size: async (name) => objects.size(keys.blob(name)),
    open: (name, options) => openRemote({ objects, keys, scratch }, name, options),
    async delete(name, ending) {
      if (isTenant(name.tenant) && isDigest(name.digest)) await objects.delete(keys.blob(name), ending);
    },
    list: (ending) => listBlobs({ objects, keys }, ending),
    sweep: (ending) => sweepRemote({ objects, keys }, ending),
    sweepScratch: (ending) => sweepIncoming(scratch, ending),
    freeBytes: async () => null,
    check: () => checkObjects(objects, keys),
    signRead: async (name, answer) => objects.signRead(keys.blob(name), answer),
    signUpload: (options) => signUpload({ objects, keys }, options),
    receiveUploaded: (tenant, upload, options) => receiveUploaded({ objects, keys }, { tenant, upload }, options),
  };
}

async function* listBlobs({ objects, keys }: { objects: Objects; keys: Keys }, ending?: Ending) {
  for await (const { key, modified } of objects.list(keys.root, ending)) {
    const name = keys.nameOf(key);
    if (name) yield { ...name, modified };
  }
}
