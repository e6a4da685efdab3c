import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { expect } from "vitest";
import type { FaultyProxy } from "../support/faulty-proxy.ts";
import { SOON_MS } from "../support/patience.ts";
import { type Clause, keep, listed, type OpenedBlobStore, options, ours } from "./blob-clauses.ts";

const away = { code: "storage-unavailable" };

function requireWay({ way }: OpenedBlobStore): FaultyProxy {
  if (!way) throw new Error("A store on this machine leaves this clause out");
  return way;
}

/** What a store on another machine promises for when that is at fault, or the way to it. */
export function faultClauses(clause: Clause): void {
  clause("tries again where the store fails once", async (store, opened) => {
    const way = requireWay(opened);
    way.fail(500, 1);
    const large = randomBytes(10_000_000);
    const blob = await store.receive("ours", Readable.from([large]), options);
    for (const fault of [503, "reset"] as const) {
      way.fail(fault, 1);
      await blob.keep();
      // The first request of each.
      way.fail(fault, 3);
      const [size, content, names] = await Promise.all([
        store.size(ours(large)),
        store.read(ours(large)).then(buffer),
        listed(store),
      ]);
      expect(size).toBe(large.length);
      expect(content.equals(large)).toBe(true);
      expect(names).toHaveLength(1);
    }
    way.fail(500, 1);
    await store.delete(ours(large));
    expect(await listed(store)).toEqual([]);
  });
  clause("keeps what is kept a second time while the first is under way", async (store, opened) => {
    const large = randomBytes(10_000_000);
    const blob = await store.receive("ours", Readable.from([large]), options);
    // One of the two comes too late to find what came in.
    requireWay(opened).fail(500, 1, (line) => /^(PUT|POST) /.test(line));
    await Promise.all([blob.keep(), blob.keep()]);
    expect(await store.size(ours(large))).toBe(large.length);
    expect(await opened.incoming()).toBe(0);
  });
  clause("says storage-unavailable where the store goes on failing, and leaves nothing", async (store, opened) => {
    const way = requireWay(opened);
    await keep(store, "a");
    const large = () => Readable.from(Array.from({ length: 12 }, () => Buffer.alloc(1_000_000)));
    way.fail(500, Number.POSITIVE_INFINITY, (line) => /^(PUT|GET|HEAD) /.test(line));
    const source = large();
    await Promise.all([
      expect(store.receive("ours", source, options)).rejects.toMatchObject(away),
      expect(store.size(ours("a"))).rejects.toMatchObject(away),
      expect(store.read(ours("a"))).rejects.toMatchObject(away),
      expect(store.open(ours("a"), options)).rejects.toMatchObject(away),
      expect(listed(store)).rejects.toMatchObject(away),
      expect(store.sweep()).rejects.toMatchObject(away),
      expect(store.check()).rejects.toMatchObject(away),
    ]);
    expect(source.destroyed).toBe(true);
  });
  clause("says storage-unavailable where an answer breaks off in the middle", async (store, opened) => {
    await keep(store, "long".repeat(500_000));
    const way = requireWay(opened);
    way.fail("cut", Number.POSITIVE_INFINITY, (line) => line.startsWith("GET "));
    await expect(text(await store.read(ours("long".repeat(500_000))))).rejects.toMatchObject(away);
    await expect(store.open(ours("long".repeat(500_000)), options)).rejects.toMatchObject(away);
  });
  clause("says storage-unavailable where nobody answers, and names nothing that is stored", async (store, opened) => {
    await keep(store, "a");
    await requireWay(opened).close();
    const none = { code: "storage-unavailable", message: expect.stringMatching(/cannot be reached.*STORAGE_URL/) };
    const large = Readable.from(Array.from({ length: 12 }, () => Buffer.alloc(1_000_000)));
    const blob = await store.receive("ours", Readable.from(["b"]), options);
    await Promise.all([
      expect(store.check()).rejects.toMatchObject(none),
      expect(store.read(ours("a"))).rejects.toMatchObject(none),
      expect(store.size(ours("a"))).rejects.toMatchObject(none),
      expect(store.delete(ours("a"))).rejects.toMatchObject(none),
      expect(store.receive("ours", large, options)).rejects.toMatchObject(none),
      expect(blob.keep()).rejects.toMatchObject(none),
    ]);
    await blob.discard();
  });
  clause("lets go of the line when a reader leaves", async (store, opened) => {
    const way = requireWay(opened);
    const content = randomBytes(10_000_000);
    const blob = await store.receive("ours", Readable.from([content]), options);
    await blob.keep();
    const unread = await store.read(ours(content));
    const left = await store.read(ours(content), { start: 10, end: 9_000_000 });
    for await (const _ of left) break;
    unread.destroy();
    await expect.poll(() => way.open(), { timeout: SOON_MS }).toBe(0);
  });
}
