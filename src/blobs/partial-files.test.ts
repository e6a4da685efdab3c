import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, statSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fsBlobStore } from "./fs.ts";
import { canMount, mountDisk } from "./testing/mounted.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "partial-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const signal = new AbortController().signal;
const some = () => ({ tenant: "ours", upload: randomUUID() });
const pathOf = ({ upload }: { upload: string }, folder = root) => join(folder, "_partial", "ours", upload);
const add = (store: ReturnType<typeof fsBlobStore>, name: ReturnType<typeof some>, content: Buffer) =>
  store.partials.append(name, Readable.from([content]), { offset: 0, signal });

describe("files that grow", () => {
  it("are read by nobody else, and are not copied when they are taken in", async () => {
    const store = fsBlobStore({ root });
    const name = some();
    await add(store, name, Buffer.from("sound"));
    const { mode, ino } = statSync(pathOf(name));
    expect(mode & 0o777).toBe(0o600);
    const blob = await store.partials.receive(name, { signal });
    await blob.keep();
    await store.partials.discard(name);
    expect(statSync(join(root, "ours", blob.digest.slice(0, 2), blob.digest)).ino).toBe(ino);
  });

  it("are swept when nothing came to them for eight days, and not before", async () => {
    const store = fsBlobStore({ root });
    const [old, young] = [some(), some()];
    for (const name of [old, young]) await add(store, name, Buffer.from("sound"));
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    utimesSync(pathOf(old), daysAgo(9), daysAgo(9));
    utimesSync(pathOf(young), daysAgo(7), daysAgo(7));
    await store.sweep();
    expect([existsSync(pathOf(old)), existsSync(pathOf(young))]).toEqual([false, true]);
  });

  it.skipIf(!canMount())("say that the disk is full, and keep what has found room", async () => {
    const disk = mountDisk(["-t", "tmpfs", "-o", "size=1m", "none"]);
    try {
      const store = fsBlobStore({ root: join(disk.folder, "store") });
      const name = some();
      await add(store, name, Buffer.alloc(500_000));
      const more = store.partials.append(name, Readable.from([Buffer.alloc(2_000_000)]), { offset: 500_000, signal });
      await expect(more).rejects.toMatchObject({ code: "disk-full" });
      expect(await store.partials.size(name)).toBeGreaterThanOrEqual(500_000);
    } finally {
      disk.unmount();
    }
  });
});
