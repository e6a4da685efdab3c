import { constants } from "node:fs";
import { type FileHandle, open, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { isMissing } from "../domain/system-errors.ts";
import { makeFolder } from "../files/make-folder.ts";
import type { PartialName, PartialRecordings } from "../ports/blob-store.ts";
import { brokenOff } from "./metered.ts";
import { partialPlace } from "./partial-name.ts";
import { receivePartial } from "./receive-partial.ts";
import { refuseUnusable } from "./refusals.ts";

/**
 * Recordings that come in parts, as files that grow: `root/_partial/<tenant>/<upload>`.
 * @param options.incoming where they are put aside while they are taken in
 */
export function partialFiles({ root, incoming }: { root: string; incoming: string }): PartialRecordings {
  const pathOf = (name: PartialName) => join(root, partialPlace(name));
  return {
    async size(name) {
      try {
        return (await stat(pathOf(name))).size;
      } catch (error) {
        return isMissing(error) ? 0 : refuseUnusable(error);
      }
    },
    async append(name, content, options) {
      try {
        return await appendTo(pathOf(name), content, options);
      } finally {
        content.destroy();
      }
    },
    receive: async (name, { signal }) =>
      receivePartial({ root, incoming }, { path: pathOf(name), tenant: name.tenant, signal }),
    discard: async (name) => rm(pathOf(name), { force: true }).catch(refuseUnusable),
  };
}

interface Appending {
  readonly offset: number;
  readonly signal: AbortSignal;
}

async function appendTo(path: string, content: Readable, { offset, signal }: Appending): Promise<number> {
  const handle = await openFor(path, offset).catch(refuseUnusable);
  try {
    return await writeAt(handle, content, { offset, signal });
  } finally {
    // What somebody was told is there stays, whatever happens to the power.
    await handle.sync().catch(refuseUnusable);
    await handle.close();
  }
}

async function openFor(path: string, offset: number): Promise<FileHandle> {
  await makeFolder(dirname(path));
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const { size } = await handle.stat();
    if (size !== offset) throw new RangeError(`There are ${size} bytes and not ${offset}`);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function writeAt(handle: FileHandle, content: Readable, { offset, signal }: Appending): Promise<number> {
  let at = offset;
  for await (const chunk of whole(content)) {
    signal.throwIfAborted();
    for (let done = 0; done < chunk.length; )
      done += (await handle.write(chunk, done, chunk.length - done, at + done).catch(refuseUnusable)).bytesWritten;
    at += chunk.length;
  }
  return at;
}

async function* whole(content: Readable): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    throw brokenOff(error);
  }
}
