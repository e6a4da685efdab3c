import type { Ending } from "../../ports/blob-store.ts";
import type { ListedObject, Objects } from "../remote/objects.ts";
import type { GsAccess } from "./access.ts";
import { joinObjects } from "./join-objects.ts";
import { readObject } from "./read-object.ts";
import { signPut, signRead } from "./sign.ts";
import { uploadStream } from "./upload-stream.ts";

/** A bucket of Google Cloud Storage. */
export function gsObjects(access: GsAccess): Objects {
  const { kmsKey, use } = access;
  const encrypted = { ...(kmsKey !== undefined && { kmsKeyName: kmsKey }) };
  return {
    async put(key, content) {
      await use((bucket) => bucket.file(key, encrypted).save(content, { resumable: false }));
    },
    upload: (key, content, { signal }) => uploadStream(access, { key, content, signal }),
    async copy(from, to) {
      await use((bucket) => bucket.file(from).copy(bucket.file(to, encrypted)));
    },
    join: (from, to) => joinObjects(access, { from: from.map(({ key }) => key), to }),
    read: (key, range, ending) => readObject(access, { key, range }, ending),
    async size(key) {
      const [{ size = 0 }] = await use((bucket) => bucket.file(key).getMetadata());
      return Number(size);
    },
    async delete(key, ending) {
      await use((bucket) => bucket.file(key).delete({ ignoreNotFound: true }), ending);
    },
    list: (prefix, ending) => listObjects(access, prefix, ending),
    // Google forgets an upload that did not end after a week, and asks nothing for it.
    sweepUploads: async () => {},
    signRead: (key, answer) => signRead(access, key, answer),
    signUpload: (key, limits) => signPut(access, key, limits),
  };
}

/** Every object below a prefix, a page of up to 1000 at a time. */
async function* listObjects({ use }: GsAccess, prefix: string, ending?: Ending): AsyncGenerator<ListedObject> {
  let pageToken: string | undefined;
  do {
    const page = { prefix, autoPaginate: false, ...(pageToken !== undefined && { pageToken }) };
    const [files, next] = await use((bucket) => bucket.getFiles(page), ending);
    for (const { name, metadata } of files)
      if (metadata.updated !== undefined) yield { key: name, modified: new Date(metadata.updated) };
    pageToken = next?.pageToken;
  } while (pageToken !== undefined);
}
