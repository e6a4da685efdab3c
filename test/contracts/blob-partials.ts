import { randomBytes, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { expect } from "vitest";
import type { BlobStore, PartialName } from "../../src/ports/blob-store.ts";
import { breaking, type Clause, listed, notFound, options, ours, sha256, silentAfter } from "./blob-clauses.ts";

const { signal } = options;
const some = (): PartialName => ({ tenant: "ours", upload: randomUUID() });

const add = ({ partials }: BlobStore, name: PartialName, offset: number, content: string | Uint8Array) =>
  partials.append(name, Readable.from([Buffer.from(content)]), { offset, signal });

/** What a store promises of recordings that come in parts. */
export function partialClauses(clause: Clause): void {
  clause("takes in what came in parts, one after another, as one", async (store, { incoming }) => {
    const name = some();
    expect(await store.partials.size(name)).toBe(0);
    expect(await add(store, name, 0, "hello ")).toBe(6);
    expect(await add(store, name, 6, "")).toBe(6);
    expect(await add(store, name, 6, "world")).toBe(11);
    expect(await store.partials.size(name)).toBe(11);
    expect(await listed(store)).toEqual([]);
    const blob = await store.partials.receive(name, { signal });
    expect(blob).toMatchObject({ digest: sha256("hello world"), bytes: 11 });
    await blob.keep();
    await blob.discard();
    expect(await text(await store.read(ours("hello world")))).toBe("hello world");
    await store.partials.discard(name);
    await store.partials.discard(name);
    expect([await store.partials.size(name), await incoming()]).toEqual([0, 0]);
    expect(await text(await store.read(ours("hello world")))).toBe("hello world");
  });
  clause("takes in many megabytes in parts of any size", async (store, { incoming }) => {
    const name = some();
    const content = randomBytes(19_000_001);
    let at = 0;
    for (const end of [1, 9_000_000, 9_000_001, 18_000_000, content.length]) {
      const chunks = Array.from({ length: 10 }, (_, index) => {
        const part = content.subarray(at, end);
        return part.subarray((part.length * index) / 10, (part.length * (index + 1)) / 10);
      });
      at = await store.partials.append(name, Readable.from(chunks), { offset: at, signal });
      expect([at, await store.partials.size(name)]).toEqual([end, end]);
    }
    const blob = await store.partials.receive(name, { signal });
    await blob.keep();
    await blob.discard();
    await store.partials.discard(name);
    expect((await buffer(await store.read(ours(content)))).equals(content)).toBe(true);
    expect(await incoming()).toBe(0);
  });
  clause("keeps what came of a part that broke off, and all of it until it is discarded", async (store) => {
    const name = some();
    await add(store, name, 0, "a");
    const broken = store.partials.append(name, breaking(new Error("cut")), { offset: 1, signal });
    await expect(broken).rejects.toMatchObject({ code: "source-unreadable" });
    expect(await store.partials.size(name)).toBe(100_001);
    await (await store.partials.receive(name, { signal })).discard();
    expect(await store.partials.size(name)).toBe(100_001);
    expect((await store.partials.receive(name, { signal })).bytes).toBe(100_001);
  });
  clause("adds nothing in another place, nor once it is told to end", async (store) => {
    const name = some();
    await add(store, name, 0, "abc");
    for (const offset of [0, 2, 4]) await expect(add(store, name, offset, "d")).rejects.toThrow(RangeError);
    const ended = AbortSignal.abort("enough");
    const content = Readable.from([Buffer.from("d")]);
    await expect(store.partials.append(name, content, { offset: 3, signal: ended })).rejects.toBe("enough");
    expect(content.destroyed).toBe(true);
    const silent = silentAfter("d");
    const adding = store.partials.append(name, silent, { offset: 3, signal });
    silent.push(null);
    expect([await adding, await store.partials.size(name)]).toEqual([4, 4]);
  });
  clause("takes one name for one recording of one tenant", async (store) => {
    const name = some();
    await add(store, name, 0, "ours");
    const theirs = { ...name, tenant: "theirs" };
    expect(await store.partials.size(theirs)).toBe(0);
    await expect(store.partials.receive(theirs, { signal })).rejects.toMatchObject(notFound);
    await store.partials.discard(theirs);
    expect(await store.partials.size(name)).toBe(4);
    for (const wrong of [
      { tenant: "..", upload: name.upload },
      { tenant: "ours", upload: "../../ours" },
      { tenant: "ours", upload: "" },
    ]) {
      await expect(store.partials.size(wrong)).rejects.toMatchObject(notFound);
      await expect(add(store, wrong, 0, "a")).rejects.toMatchObject(notFound);
      await expect(store.partials.receive(wrong, { signal })).rejects.toMatchObject(notFound);
      await expect(store.partials.discard(wrong)).rejects.toMatchObject(notFound);
    }
  });
}
