import { rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../files/make-folder.ts";
import type { BlobStore } from "../ports/blob-store.ts";
import { blobNotFound, blobPath, INCOMING, isDigest, isTenant } from "./blob-path.ts";
import { checkFolder } from "./check-folder.ts";
import { keepFile } from "./keep-file.ts";
import { openApart } from "./open-apart.ts";
import { nameOfOwn } from "./owned-file.ts";
import { partialFiles } from "./partial-files.ts";
import { readPart } from "./read-part.ts";
import { receiveFile } from "./receive-file.ts";
import { refuseMissing, refuseUnusable } from "./refusals.ts";
import { sweepIncoming } from "./sweep-incoming.ts";
import { sweepPartialFiles } from "./sweep-partial-files.ts";
import { walk } from "./walk.ts";

/**
 * Blobs as files that only this user can read, one folder a tenant: `root/<tenant>/<first two digits>/<digest>`.
 * Several processes may share a root. What is kept survives a loss of power.
 * A tenant is named in up to 64 lower-case letters, digits, `_` and `-`; there are no blobs of others.
 * @param options.root made when it is first needed
 */
export function fsBlobStore({ root }: { root: string }): BlobStore {
  const incoming = join(root, INCOMING);
  const keep = keepFile(root);
  return {
    partials: partialFiles({ root, incoming }),
    async receive(tenant, content, options) {
      if (!isTenant(tenant)) throw blobNotFound();
      const path = join(incoming, nameOfOwn());
      const { digest, bytes } = await receiveFile(content, path, options);
      return {
        digest,
        bytes,
        keep: () => keep(path, { tenant, digest }),
        discard: () => rm(path, { force: true }).catch(refuseUnusable),
      };
    },
    read: async (name, range, ending) => readPart(blobPath(root, name), range, ending),
    size: async (name) => (await stat(blobPath(root, name)).catch(refuseMissing)).size,
    open: async (name, options) => openApart(blobPath(root, name), { ...options, folder: incoming }),
    async delete(name, { signal } = {}) {
      signal?.throwIfAborted();
      if (isTenant(name.tenant) && isDigest(name.digest))
        await rm(blobPath(root, name), { force: true }).catch(refuseUnusable);
    },
    list: (ending) => walk(root, ending),
    async sweep(ending) {
      await sweepIncoming(incoming, ending);
      await sweepPartialFiles(root, ending);
    },
    // What it puts aside for programs lies in the store itself.
    async sweepScratch() {},
    async freeBytes() {
      await makeFolder(root).catch(refuseUnusable);
      const { blocks, bavail, bsize } = await statfs(root).catch(refuseUnusable);
      // Some file systems of a network do not say how large they are.
      return blocks > 0 ? bavail * bsize : null;
    },
    check: () => checkFolder(incoming),
    async signRead(name) {
      blobPath(root, name);
      return null;
    },
    async signUpload({ tenant }) {
      if (!isTenant(tenant)) throw blobNotFound();
      return null;
    },
    async receiveUploaded() {
      throw blobNotFound();
    },
  };
}
