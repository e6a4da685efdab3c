import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import { SOON_MS } from "../support/patience.ts";
import { addressClauses } from "./blob-addresses.ts";
import {
  breaking,
  type Clause,
  keep,
  listed,
  notFound,
  type OpenedBlobStore,
  options,
  ours,
  sha256,
  silentAfter,
  sorted,
} from "./blob-clauses.ts";
import { faultClauses } from "./blob-faults.ts";
import { partialClauses } from "./blob-partials.ts";

const DAY_MS = 86_400_000;

/** What every blob store must do. A driver may leave a clause out only by naming it and saying why. */
export function blobStoreContract(
  driver: string,
  open: () => Promise<OpenedBlobStore>,
  { except = {} }: { except?: Record<string, string> } = {},
) {
  describe(`blob store: ${driver}`, () => {
    let opened: OpenedBlobStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close?.());

    const clauses = new Set<string>();
    const clause: Clause = (title, check) => {
      clauses.add(title);
      const name = except[title] ? `${title} (left out: ${except[title]})` : title;
      it(name, { skip: title in except, timeout: 60_000 }, () => check(opened.store, opened));
    };

    clause("gives back what was kept, by its SHA-256", async (store) => {
      const blob = await store.receive("ours", Readable.from(["hello ", "world"]), options);
      expect(blob).toMatchObject({ digest: sha256("hello world"), bytes: 11 });
      await blob.keep();
      expect(await text(await store.read(ours("hello world")))).toBe("hello world");
      expect(await store.size(ours("hello world"))).toBe(11);
    });
    clause("takes in many megabytes as a stream and as bytes", async (store) => {
      const content = randomBytes(11_000_003);
      const chunks = Array.from({ length: 111 }, (_, index) => content.subarray(index * 99_991, (index + 1) * 99_991));
      for (const form of [Readable.from(chunks), content]) {
        const blob = await store.receive("ours", form, options);
        expect(blob).toMatchObject({ digest: sha256(content), bytes: content.length });
        await blob.keep();
        expect((await buffer(await store.read(ours(content)))).equals(content)).toBe(true);
        await store.delete(ours(content));
      }
    });
    clause("takes in nothing at all", async (store) => {
      const blob = await store.receive("ours", new Uint8Array(), options);
      await blob.keep();
      expect(await text(await store.read(ours("")))).toBe("");
      expect(await store.size(ours(""))).toBe(0);
    });
    clause("shows nothing that is not kept", async (store) => {
      const blob = await store.receive("ours", Readable.from(["a"]), options);
      await expect(store.read(ours("a"))).rejects.toMatchObject(notFound);
      await expect(store.size(ours("a"))).rejects.toMatchObject(notFound);
      expect(await listed(store)).toEqual([]);
      await blob.discard();
      await blob.discard();
      expect(await listed(store)).toEqual([]);
    });
    clause("keeps twice, keeps what is there already, and discards nothing that is kept", async (store) => {
      const first = await keep(store, "a");
      const second = await keep(store, "a");
      await first.keep();
      await second.discard();
      await first.discard();
      expect(await text(await store.read(ours("a")))).toBe("a");
    });
    clause("takes in the same content many times at once", async (store) => {
      const content = randomBytes(500_000);
      const blobs = await Promise.all(
        Array.from({ length: 5 }, () => store.receive("ours", Readable.from([content]), options)),
      );
      await Promise.all(blobs.map((blob) => blob.keep()));
      await Promise.all(blobs.map((blob) => blob.discard()));
      expect((await buffer(await store.read(ours(content)))).equals(content)).toBe(true);
      expect(await listed(store)).toEqual([`ours/${sha256(content)}`]);
    });
    clause("gives a part by byte range, ends included", async (store) => {
      await keep(store, "0123456789");
      const part = async (start: number, end: number) => text(await store.read(ours("0123456789"), { start, end }));
      expect(await part(2, 4)).toBe("234");
      expect(await part(0, 0)).toBe("0");
      expect(await part(8, 9)).toBe("89");
      expect(await part(8, 1_000)).toBe("89");
    });
    clause("takes a range with nothing in it for a bug", async (store) => {
      await keep(store, "0123456789");
      const { NaN: none } = Number;
      for (const [start, end] of [
        [10, 12],
        [-1, 3],
        [4, 3],
        [0.5, 3],
        [none, 3],
      ] as const)
        await expect(store.read(ours("0123456789"), { start, end })).rejects.toBeInstanceOf(RangeError);
    });
    clause("lets a reader leave in the middle", async (store) => {
      await keep(store, "long".repeat(500_000));
      const stream = await store.read(ours("long".repeat(500_000)));
      for await (const _ of stream) break;
      expect(stream.destroyed).toBe(true);
      await store.delete(ours("long".repeat(500_000)));
    });
    clause("fails with blob-not-found for what is not there", async (store) => {
      const never = { signal: options.signal };
      await expect(store.read(ours("none"))).rejects.toMatchObject(notFound);
      await expect(store.read(ours("none"), { start: 0, end: 1 })).rejects.toMatchObject(notFound);
      await expect(store.size(ours("none"))).rejects.toMatchObject(notFound);
      await expect(store.open(ours("none"), never)).rejects.toMatchObject(notFound);
    });
    clause("follows no name out of the store", async (store) => {
      await keep(store, "a");
      const digest = sha256("a");
      const names = [
        ...["", ".", "..", "../ours", "a/../ours", "/ours", "ours/", "ou\0rs", "x".repeat(300)].map((tenant) => ({
          tenant,
          digest,
        })),
        ...["", "..", `../${digest.slice(0, 2)}/${digest}`, digest.toUpperCase(), `${digest}/`, digest.slice(1)].map(
          (wrong) => ({ tenant: "ours", digest: wrong }),
        ),
      ];
      for (const name of names) {
        await expect(store.read(name)).rejects.toMatchObject(notFound);
        await expect(store.size(name)).rejects.toMatchObject(notFound);
        await expect(store.open(name, { signal: options.signal })).rejects.toMatchObject(notFound);
        await store.delete(name);
        if (name.digest === digest)
          await expect(store.receive(name.tenant, Readable.from(["a"]), options)).rejects.toMatchObject(notFound);
      }
      expect(await listed(store)).toEqual([`ours/${digest}`]);
    });
    clause("keeps tenants apart", async (store) => {
      await keep(store, "a");
      await expect(store.size({ ...ours("a"), tenant: "theirs" })).rejects.toMatchObject(notFound);
      await keep(store, "a", "theirs");
      expect(await listed(store)).toEqual([`ours/${sha256("a")}`, `theirs/${sha256("a")}`]);
      await store.delete(ours("a"));
      expect(await listed(store)).toEqual([`theirs/${sha256("a")}`]);
    });
    clause("says that a stream broke off, by its code alone, and leaves nothing", async (store) => {
      const fault = Object.assign(new Error("read EIO /somebody/talk.mp3"), { code: "EIO" });
      const receiving = store.receive("ours", breaking(fault), options);
      await expect(receiving).rejects.toMatchObject({
        code: "source-unreadable",
        message: expect.not.stringContaining("talk"),
        cause: fault,
      });
      await expect(receiving).rejects.toThrow("(EIO)");
      expect(await listed(store)).toEqual([]);
    });
    clause(
      "says that a stream broke off that was closed early, before it was read, or as it was opened",
      async (store) => {
        const unreadable = { code: "source-unreadable" };
        const closing = silentAfter("some");
        setTimeout(() => closing.destroy(), 50);
        await expect(store.receive("ours", closing, options)).rejects.toMatchObject(unreadable);
        const broken = silentAfter("some").on("error", () => {});
        broken.destroy(new Error("broke"));
        await pause(10);
        await expect(store.receive("ours", broken, options)).rejects.toMatchObject(unreadable);
        const breakingSoon = silentAfter("some");
        process.nextTick(() => breakingSoon.destroy(new Error("broke")));
        await expect(store.receive("ours", breakingSoon, options)).rejects.toMatchObject(unreadable);
      },
    );
    clause("throws the failure that a stream ends with as it is", async (store) => {
      const failure = new Failure("url-unreachable", "The server went away.");
      await expect(store.receive("ours", breaking(failure), options)).rejects.toBe(failure);
    });
    clause("refuses more than the limit, and leaves nothing", async (store) => {
      const endless = Readable.from(
        (function* () {
          for (;;) yield Buffer.alloc(100_000);
        })(),
      );
      const limited = { ...options, maxBytes: 1_000_000 };
      for (const form of [endless, new Uint8Array(1_000_001)])
        await expect(store.receive("ours", form, limited)).rejects.toMatchObject({
          code: "media-refused",
          message: expect.stringMatching(/1 MB.*MAX_UPLOAD_GB/),
        });
      expect(endless.destroyed).toBe(true);
      await (await store.receive("ours", new Uint8Array(1_000_000), limited)).discard();
    });
    clause("ends with the signal at once, throwing its reason", async (store) => {
      const reason = new Error("enough");
      const controller = new AbortController();
      const silent = silentAfter("some");
      const receiving = store.receive("ours", silent, { ...options, signal: controller.signal });
      setTimeout(() => controller.abort(reason), 50);
      const begun = performance.now();
      await expect(receiving).rejects.toBe(reason);
      expect(performance.now() - begun).toBeLessThan(SOON_MS);
      expect(silent.destroyed).toBe(true);
      const late = silentAfter("some");
      await expect(store.receive("ours", late, { ...options, signal: controller.signal })).rejects.toBe(reason);
      expect(late.destroyed).toBe(true);
      expect(await listed(store)).toEqual([]);
    });
    clause("opens a blob as a file with its extension, until it is disposed of", async (store) => {
      await keep(store, "sound");
      const file = await store.open(ours("sound"), { signal: options.signal, extension: ".gsm" });
      expect(extname(file.path)).toBe(".gsm");
      await store.delete(ours("sound"));
      expect(readFileSync(file.path, "utf8")).toBe("sound");
      await file.dispose();
      await file.dispose();
      expect(existsSync(file.path)).toBe(false);
    });
    clause("opens a blob as several files at once, and leaves it as it is", async (store) => {
      await keep(store, "sound");
      const { signal } = options;
      const files = await Promise.all([1, 2].map(() => store.open(ours("sound"), { signal })));
      expect(files.map(({ path }) => readFileSync(path, "utf8"))).toEqual(["sound", "sound"]);
      await Promise.all(files.map((file) => file.dispose()));
      expect(await text(await store.read(ours("sound")))).toBe("sound");
      const odd = await store.open(ours("sound"), { signal, extension: "./../../x" });
      expect(basename(odd.path)).not.toBe("x");
      await odd.dispose();
      await expect(store.open(ours("sound"), { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
    });
    clause("deletes, and deleting again is no error", async (store) => {
      await keep(store, "a");
      await store.delete(ours("a"));
      await store.delete(ours("a"));
      await expect(store.size(ours("a"))).rejects.toMatchObject(notFound);
      await keep(store, "a");
      expect(await store.size(ours("a"))).toBe(1);
    });
    clause("lists everything, with its time", async (store) => {
      const contents = Array.from({ length: 30 }, (_, index) => `content ${index}`);
      for (const content of contents) await keep(store, content);
      expect(await listed(store)).toEqual(sorted(contents.map((content) => `ours/${sha256(content)}`)));
      for await (const { modified } of store.list())
        expect(Math.abs(modified.getTime() - Date.now())).toBeLessThan(600_000);
    });
    clause("sweeps nothing that is still coming, received or open", async (store) => {
      const coming = silentAfter("so");
      const receiving = store.receive("ours", coming, options);
      const received = await store.receive("ours", Readable.from(["received"]), options);
      await keep(store, "sound");
      const open = await store.open(ours("sound"), { signal: options.signal, extension: ".wav" });
      await store.sweep();
      coming.push("me");
      coming.push(null);
      for (const blob of [await receiving, received]) await blob.keep();
      expect(await listed(store)).toEqual(sorted(["received", "some", "sound"].map((one) => `ours/${sha256(one)}`)));
      expect(readFileSync(open.path, "utf8")).toBe("sound");
      await open.dispose();
    });
    clause("knows how much room there is, or that it cannot know", async (store) => {
      const free = await store.freeBytes();
      if (free !== null) expect(free).toBeGreaterThan(1_000_000);
    });
    clause("has nothing half done once a stream broke off, was refused or stopped", async (store, { incoming }) => {
      const controller = new AbortController();
      const stopped = silentAfter("some".repeat(5_000_000));
      const receiving = store.receive("ours", stopped, { ...options, signal: controller.signal });
      setTimeout(() => controller.abort(new Error("enough")), 300);
      await expect(receiving).rejects.toThrow("enough");
      const broken = Readable.from(
        (function* () {
          for (let count = 0; count < 10; count++) yield Buffer.alloc(1_000_000, count);
          throw new Error("broke");
        })(),
      );
      await expect(store.receive("ours", broken, options)).rejects.toMatchObject({ code: "source-unreadable" });
      const large = Readable.from(Array.from({ length: 21 }, () => Buffer.alloc(1_000_000)));
      await expect(store.receive("ours", large, options)).rejects.toMatchObject({ code: "media-refused" });
      const unwanted = Readable.from(Array.from({ length: 10 }, () => Buffer.alloc(1_000_000)));
      await (await store.receive("ours", unwanted, options)).discard();
      await expect.poll(incoming, { timeout: SOON_MS }).toBe(0);
      expect(await listed(store)).toEqual([]);
    });
    clause("keeps the same content several times at once", async (store, { incoming }) => {
      for (const size of [10, 10_000_000]) {
        const content = randomBytes(size);
        const blobs = await Promise.all([1, 2, 3].map(() => store.receive("ours", Readable.from([content]), options)));
        await Promise.all([...blobs, ...blobs].map((blob) => blob.keep()));
        await Promise.all(blobs.map((blob) => blob.discard()));
        expect((await buffer(await store.read(ours(content)))).equals(content)).toBe(true);
      }
      expect(await incoming()).toBe(0);
    });
    clause("sweeps what others left, once it is old", async (store, { abandon, incoming }) => {
      await abandon();
      await keep(store, "sound");
      const left = await incoming();
      expect(left).toBeGreaterThan(0);
      await store.sweep();
      expect(await incoming()).toBe(left);
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 30 * DAY_MS });
      await store.sweep();
      vi.useRealTimers();
      expect(await incoming()).toBe(0);
      expect(await listed(store)).toEqual([`ours/${sha256("sound")}`]);
    });
    clause("finds that it can be used, and leaves nothing of that", async (store, { incoming }) => {
      await store.check();
      await Promise.all([store.check(), store.check()]);
      expect(await incoming()).toBe(0);
      expect(await listed(store)).toEqual([]);
    });
    addressClauses(clause);
    partialClauses(clause);
    faultClauses(clause);
    it("leaves out only clauses that exist, and says why", () => {
      expect(Object.entries(except).filter(([title, reason]) => !clauses.has(title) || reason === "")).toEqual([]);
    });
  });
}
