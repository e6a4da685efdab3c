import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { startGcsServer } from "../../../test/support/gcs-server.ts";
import { gsBlobStore } from "../gs/gs.ts";
import { keyOfPart, type Part, partOf, partsInTurn } from "./parts.ts";

const part = (first: number, end: number): Part => ({ key: `${first}-${end}`, first, end });
const keys = (parts: readonly Part[]) => partsInTurn(parts).map(({ key }) => key);

describe("parts of a recording", () => {
  it("are read in their order, up to the first gap", () => {
    expect(keys([part(8, 12), part(0, 8), part(13, 20)])).toEqual(["0-8", "8-12"]);
    expect(keys([part(1, 8)])).toEqual([]);
    expect(keys([])).toEqual([]);
  });

  it("may overlap: the one that reaches furthest is read", () => {
    expect(keys([part(0, 8), part(0, 3), part(3, 11)])).toEqual(["0-8", "3-11"]);
    expect(keys([part(0, 1), part(0, 9), part(1, 9), part(2, 4)])).toEqual(["0-9"]);
  });

  it("are known by their keys, and nothing else is", () => {
    expect(partOf(keyOfPart("a/b/", 5, 7))).toEqual({ key: "a/b/000000000000005-000000000000012", first: 5, end: 12 });
    for (const key of ["a/b/5-12", "a/b/000000000000005", `a/${randomUUID()}`]) expect(partOf(key)).toBeNull();
  });
});

describe("parts in a bucket", () => {
  const scratch = mkdtempSync(join(tmpdir(), "parts-"));
  const closers: (() => unknown)[] = [() => rmSync(scratch, { recursive: true, force: true })];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  const signal = new AbortController().signal;
  const open = async () => {
    const server = await startGcsServer();
    closers.push(() => server.close());
    const store = gsBlobStore({ bucket: server.bucket, prefix: "p", endpoint: server.proxy.url, scratch });
    return { server, store };
  };

  it("are few, however little comes at a time", async () => {
    const { server, store } = await open();
    const name = { tenant: "ours", upload: randomUUID() };
    for (let offset = 0; offset < 5; offset++)
      await store.partials.append(name, Readable.from([Buffer.from("a")]), { offset, signal });
    expect([...server.objects.keys()]).toEqual([keyOfPart(`p/_partial/ours/${name.upload}/`, 0, 5)]);
  });

  it("are left by what is over, and removed by the sweep", async () => {
    const { server, store } = await open();
    const name = { tenant: "ours", upload: randomUUID() };
    await store.partials.append(name, Readable.from([Buffer.from("a")]), { offset: 0, signal });
    await store.sweep();
    expect(server.objects.size).toBe(1);
    for (const [key, stored] of server.objects)
      server.objects.set(key, { ...stored, updated: new Date(Date.now() - 9 * 86_400_000) });
    await store.sweep();
    expect(server.objects.size).toBe(0);
  });

  it("are joined, as many as there are, and read where they overlap", async () => {
    const { server, store } = await open();
    const put = (upload: string, first: number, content: Buffer) => {
      const key = keyOfPart(`p/_partial/ours/${upload}/`, first, content.length);
      server.objects.set(key, { content, updated: new Date(), kmsKey: null });
    };
    const [many, overlapping] = [randomUUID(), randomUUID()];
    const large = Buffer.alloc(5 * 1_048_576, "large");
    for (let count = 0; count < 34; count++) put(many, count * large.length, large);
    const joined = await store.partials.receive({ tenant: "ours", upload: many }, { signal });
    expect(joined.bytes).toBe(34 * large.length);
    await joined.discard();
    put(overlapping, 0, large);
    put(overlapping, large.length - 3, Buffer.concat([large.subarray(-3), Buffer.from("end")]));
    const blob = await store.partials.receive({ tenant: "ours", upload: overlapping }, { signal });
    await blob.keep();
    const kept = await buffer(await store.read({ tenant: "ours", digest: blob.digest }));
    expect(kept.equals(Buffer.concat([large, Buffer.from("end")]))).toBe(true);
    expect([...server.objects.keys()].filter((key) => key.startsWith("p/incoming/"))).toEqual([]);
  });
});
