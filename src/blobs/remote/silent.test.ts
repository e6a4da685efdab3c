import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import type { BlobStore } from "../../ports/blob-store.ts";
import { gsBlobStore } from "../gs/gs.ts";
import { nameOfOwn } from "../owned-file.ts";
import { s3BlobStore } from "../s3/s3.ts";
import { type SilentStore, startSilentStore } from "../testing/silent-store.ts";

vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
vi.stubEnv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

const name = { tenant: "ours", digest: "ab".repeat(32) };
const enough = new Error("enough");

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "silent-"));
  closers.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function listAll(store: BlobStore, signal: AbortSignal): Promise<void> {
  for await (const _ of store.list({ signal }));
}

const STORES = [
  ["s3", s3BlobStore],
  ["gs", gsBlobStore],
] as const;

describe.each(STORES)("%s that goes silent", (_kind, openStore) => {
  async function open(behaviour: { begins?: boolean } = {}) {
    const way = await startSilentStore(behaviour);
    closers.push(() => way.close());
    const scratch = join(folder(), "scratch");
    return { way, scratch, store: openStore({ bucket: "recordings", prefix: "p", endpoint: way.url, scratch }) };
  }

  /** How long it goes on after the signal; it has asked by then. */
  async function stopped(way: SilentStore, work: (signal: AbortSignal) => Promise<unknown>): Promise<number> {
    const stopping = new AbortController();
    const ended = work(stopping.signal).then(
      () => "done",
      (error: unknown) => error,
    );
    await expect.poll(() => way.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
    const from = performance.now();
    stopping.abort(enough);
    expect(await ended).toBe(enough);
    return performance.now() - from;
  }

  it.each<[string, (store: BlobStore, signal: AbortSignal) => Promise<unknown>]>([
    ["reading", (store, signal) => store.read(name, undefined, { signal })],
    ["opening", (store, signal) => store.open(name, { signal })],
    ["deleting", (store, signal) => store.delete(name, { signal })],
    ["listing", (store, signal) => listAll(store, signal)],
    ["sweeping", (store, signal) => store.sweep({ signal })],
  ])("is left with the signal while %s", async (_what, work) => {
    const { way, store, scratch } = await open();
    expect(await stopped(way, (signal) => work(store, signal))).toBeLessThan(SOON_MS);
    expect(existsSync(scratch) ? readdirSync(scratch) : []).toEqual([]);
    await expect(work(store, AbortSignal.abort(enough))).rejects.toBe(enough);
  });

  it("is left with the signal in the middle of an answer", async () => {
    const { way, store, scratch } = await open({ begins: true });
    expect(await stopped(way, (signal) => store.open(name, { signal }))).toBeLessThan(SOON_MS);
    expect(readdirSync(scratch)).toEqual([]);
    const stopping = new AbortController();
    const reading = buffer(await store.read(name, undefined, { signal: stopping.signal }));
    stopping.abort(enough);
    await expect(reading).rejects.toMatchObject({ name: "AbortError", cause: enough });
    // Nobody reads this one.
    const other = new AbortController();
    const unread = await store.read(name, undefined, { signal: other.signal });
    other.abort(enough);
    await expect.poll(() => unread.destroyed).toBe(true);
  });

  it("is not asked when the scratch of this machine is swept, which takes what killed processes have left", async () => {
    const { way, store, scratch } = await open();
    const [machine, , , ...rest] = nameOfOwn().split("-");
    const gone = spawnSync(process.execPath, ["-e", ""], { env: {} }).pid;
    const own = nameOfOwn(".wav");
    const ofLiving = [machine, process.ppid, "0123abcd", ...rest].join("-");
    mkdirSync(scratch);
    for (const file of [own, ofLiving, [machine, gone, "0123abcd", ...rest].join("-")])
      writeFileSync(join(scratch, file), "some");
    await store.sweepScratch();
    expect(readdirSync(scratch).sort()).toEqual([own, ofLiving].sort());
    expect(way.requests).toEqual([]);
  });
});
