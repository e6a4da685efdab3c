import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { readdir, readlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { blobStoreContract } from "../../test/contracts/blob-store.ts";
import type { BlobStore } from "../ports/blob-store.ts";
import { fsBlobStore } from "./fs.ts";
import { canMount, type MountedDisk, mountDisk } from "./testing/mounted.ts";

const SCRIPT = fileURLToPath(new URL("testing/receive-in-process.ts", import.meta.url));
const options = { maxBytes: 20_000_000, signal: new AbortController().signal };
const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0).reverse()) close();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "blobs-"));
  closers.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function mounted(...mounting: Parameters<typeof mountDisk>): MountedDisk {
  const disk = mountDisk(...mounting);
  closers.push(() => disk.unmount());
  return disk;
}

const incoming = (root: string): string[] =>
  existsSync(join(root, "incoming")) ? readdirSync(join(root, "incoming")) : [];

async function keep(store: BlobStore, content: string | Uint8Array): Promise<{ tenant: string; digest: string }> {
  const blob = await store.receive("ours", Readable.from([content]), options);
  await blob.keep();
  return { tenant: "ours", digest: blob.digest };
}

async function listed(store: BlobStore): Promise<string[]> {
  const digests: string[] = [];
  for await (const { digest } of store.list()) digests.push(digest);
  return digests;
}

const HERE = "the files are on this machine";
const UNSIGNED = "files have no address";

blobStoreContract(
  "files",
  async () => {
    const root = join(folder(), "data", "blobs");
    return {
      store: fsBlobStore({ root }),
      incoming: async () => incoming(root).length,
      async abandon() {
        mkdirSync(join(root, "incoming"), { recursive: true });
        writeFileSync(join(root, "incoming", `0123456789ab-1-01234567-${randomUUID()}`), "some");
      },
    };
  },
  {
    except: {
      "gives out an address at which a blob can be read by anybody, in parts too": UNSIGNED,
      "takes in what was sent to an address": UNSIGNED,
      "keeps what it has read of an upload, whatever is sent to the address meanwhile": UNSIGNED,
      "gives an upload to nobody but its tenant, and refuses one that is too large": UNSIGNED,
      "tries again where the store fails once": HERE,
      "keeps what is kept a second time while the first is under way": HERE,
      "says storage-unavailable where the store goes on failing, and leaves nothing": HERE,
      "says storage-unavailable where an answer breaks off in the middle": HERE,
      "says storage-unavailable where nobody answers, and names nothing that is stored": HERE,
      "lets go of the line when a reader leaves": HERE,
    },
  },
);

describe("on the disk", () => {
  it("ends with the signal, whatever it is asked", async () => {
    const store = fsBlobStore({ root: join(folder(), "blobs") });
    const name = await keep(store, "long".repeat(500_000));
    const stopping = new AbortController();
    const { signal } = stopping;
    const [reading, unread] = [
      await store.read(name, undefined, { signal }),
      await store.read(name, undefined, { signal }),
    ];
    const enough = new Error("enough");
    stopping.abort(enough);
    await expect(text(reading)).rejects.toMatchObject({ name: "AbortError", cause: enough });
    await expect.poll(() => unread.closed).toBe(true);
    const listing = async () => {
      for await (const _ of store.list({ signal }));
    };
    const works = [listing, () => store.read(name, undefined, { signal }), () => store.delete(name, { signal })];
    for (const work of works) await expect(work()).rejects.toBe(enough);
    expect(await listed(store)).toEqual([name.digest]);
  });

  it("gives each blob its place, for this user alone, and leaves nothing beside it", async () => {
    const root = join(folder(), "blobs");
    const { digest } = await keep(fsBlobStore({ root }), "hello");
    const path = join(root, "ours", digest.slice(0, 2), digest);
    expect(readFileSync(path, "utf8")).toBe("hello");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    for (const above of [dirname(path), join(root, "ours"), root, join(root, "incoming")])
      expect(statSync(above).mode & 0o777).toBe(0o700);
    expect(incoming(root)).toEqual([]);
  });

  it("moves a received file to its place in one step: what was written is what is read", async () => {
    const root = folder();
    const blob = await fsBlobStore({ root }).receive("ours", Readable.from(["hello"]), options);
    const inodes = incoming(root).map((name) => statSync(join(root, "incoming", name)).ino);
    await blob.keep();
    expect([statSync(join(root, "ours", blob.digest.slice(0, 2), blob.digest)).ino]).toEqual(inodes);
  });

  it("leaves no file of what it refuses, cannot read, or is told to stop", async () => {
    const root = folder();
    const store = fsBlobStore({ root });
    const controller = new AbortController();
    const silent = new Readable({ read() {} });
    silent.push("some");
    const receiving = store.receive("ours", silent, { ...options, signal: controller.signal });
    await expect.poll(() => incoming(root)).toHaveLength(1);
    controller.abort(new Error("enough"));
    await expect(receiving).rejects.toThrow("enough");
    expect(incoming(root)).toEqual([]);
    await expect(store.receive("ours", new Uint8Array(10), { ...options, maxBytes: 9 })).rejects.toThrow("limit");
    await expect(store.receive("ours", silent, options)).rejects.toMatchObject({ code: "source-unreadable" });
    expect(incoming(root)).toEqual([]);
    await (await store.receive("ours", new Uint8Array(10), options)).discard();
    expect(incoming(root)).toEqual([]);
  });

  it("has no tenant where half-received files lie, and takes no other file for a blob", async () => {
    const root = folder();
    const store = fsBlobStore({ root });
    await expect(store.receive("incoming", new Uint8Array(1), options)).rejects.toMatchObject({
      code: "blob-not-found",
    });
    const { digest } = await keep(store, "a");
    for (const path of [`ours/00/${digest}`, "ours/.DS_Store", "lost+found", `incoming/ca/${digest}`, "notes"])
      mkdirSync(join(root, path), { recursive: true });
    expect(await listed(store)).toEqual([digest]);
  });

  it("says that its directory cannot be written, and gives out no address", async () => {
    const root = folder();
    writeFileSync(join(root, "file"), "");
    await expect(fsBlobStore({ root: join(root, "file") }).check()).rejects.toMatchObject({
      code: "storage-unavailable",
      message: expect.stringContaining("ENOTDIR"),
    });
    const store = fsBlobStore({ root });
    expect(await store.signRead({ tenant: "ours", digest: sha256("a") }, { seconds: 60 })).toBeNull();
    expect(await store.signUpload({ tenant: "ours", seconds: 60, maxBytes: 10 })).toBeNull();
  });

  it("says storage-unavailable, with the system's code and no path, whatever is asked of a directory that cannot be used", async () => {
    const place = folder();
    writeFileSync(join(place, "file"), "");
    symlinkSync(join(place, "nowhere", "at", "all"), join(place, "unmounted"));
    const name = { tenant: "ours", digest: sha256("a") };
    const asked: Record<string, [root: string, code: string, use: (store: BlobStore) => Promise<unknown>]> = {
      receive: ["file", "ENOTDIR", (store) => store.receive("ours", Readable.from(["a"]), options)],
      "receive where the disk is gone": [
        "unmounted",
        "ENOENT",
        (store) => store.receive("ours", new Uint8Array(1), options),
      ],
      open: ["file", "ENOTDIR", (store) => store.open(name, options)],
      delete: ["file", "ENOTDIR", (store) => store.delete(name)],
      list: ["file", "ENOTDIR", listed],
      freeBytes: ["file/below", "ENOTDIR", (store) => store.freeBytes()],
    };
    for (const [what, [root, code, use]] of Object.entries(asked)) {
      const error = await use(fsBlobStore({ root: join(place, root) })).catch((thrown: unknown) => thrown);
      const told = { code: "storage-unavailable", message: expect.stringContaining(`(${code})`) };
      expect([what, error]).toEqual([what, expect.objectContaining(told)]);
      expect(error).not.toMatchObject({ message: expect.stringContaining(place) });
      expect(error).toMatchObject({ message: expect.stringContaining("`STORAGE_URL`") });
    }
  });

  it("says storage-unavailable of what was received before its directory broke", async () => {
    const root = folder();
    const blob = await fsBlobStore({ root }).receive("ours", new Uint8Array(1), options);
    writeFileSync(join(root, "ours"), "");
    await expect(blob.keep()).rejects.toMatchObject({
      code: "storage-unavailable",
      message: expect.stringContaining("(ENOTDIR)"),
    });
    rmSync(join(root, "incoming"), { recursive: true });
    writeFileSync(join(root, "incoming"), "");
    await expect(blob.discard()).rejects.toMatchObject({ code: "storage-unavailable" });
  });

  it("says of a received file that is gone that it is not there", async () => {
    const root = folder();
    const blob = await fsBlobStore({ root }).receive("ours", new Uint8Array(1), options);
    await blob.discard();
    await expect(blob.keep()).rejects.toMatchObject({ code: "blob-not-found" });
    expect(await listed(fsBlobStore({ root }))).toEqual([]);
  });

  it.skipIf(process.platform !== "linux")("closes the files it has read, also when the reader leaves", async () => {
    const root = folder();
    const store = fsBlobStore({ root });
    const name = await keep(store, Buffer.alloc(1_000_000));
    const openFiles = async () => {
      const links = (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ""));
      return (await Promise.all(links)).filter((path) => path.startsWith(root));
    };
    const unread = await store.read(name);
    const left = await store.read(name, { start: 10, end: 900_000 });
    for await (const _ of left) break;
    expect(await openFiles()).toHaveLength(1);
    unread.destroy();
    await text(await store.read(name));
    await store.read(name, { start: 2_000_000, end: 2_000_001 }).catch(() => {});
    await expect.poll(openFiles).toEqual([]);
  });
});

function inProcess(root: string, task: "silent" | "many" | "large") {
  const child: ChildProcess = spawn(process.execPath, [SCRIPT, root, task], { stdio: ["ignore", "pipe", "inherit"] });
  closers.push(() => void child.kill("SIGKILL"));
  let said = "";
  child.stdout?.setEncoding("utf8").on("data", (part: string) => {
    said += part;
  });
  const ended = once(child, "close");
  const lines = () => said.split("\n").slice(0, -1);
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  return { lines, ended, kill };
}

describe("another process", () => {
  it("leaves nothing that is seen when it is killed while receiving, and the sweep removes the rest", async () => {
    const root = folder();
    const store = fsBlobStore({ root });
    const living = inProcess(root, "silent");
    const killed = inProcess(root, "silent");
    const sizes = () => incoming(root).map((name) => statSync(join(root, "incoming", name)).size);
    await expect.poll(sizes, { timeout: 30_000 }).toEqual([100_000, 100_000]);
    await killed.kill();
    expect(incoming(root)).toHaveLength(2);
    expect(await listed(store)).toEqual([]);
    await store.sweep();
    expect(incoming(root)).toHaveLength(1);
    await living.kill();
    await store.sweep();
    expect(incoming(root)).toEqual([]);
  });

  it("shows only whole blobs, and leaves only whole ones whenever it is killed", async () => {
    const root = folder();
    const store = fsBlobStore({ root });
    for (const afterMs of [300, 308, 315]) {
      const { lines, kill } = inProcess(root, "many");
      await expect.poll(() => lines().length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
      const killedAt = performance.now() + afterMs;
      while (performance.now() < killedAt)
        for (const digest of await listed(store)) expect(await store.size({ tenant: "ours", digest })).toBe(4_000_000);
      await kill();
      const digests = await listed(store);
      expect(digests).toEqual(expect.arrayContaining(lines()));
      for (const digest of digests)
        expect(sha256(readFileSync(join(root, "ours", digest.slice(0, 2), digest)))).toBe(digest);
      await store.sweep();
      expect(incoming(root)).toEqual([]);
    }
  });

  it("takes in 300 MB in little memory", async () => {
    const { lines, ended } = inProcess(folder(), "large");
    await ended;
    const [bytes, grownKiB] = lines().map(Number);
    expect(bytes).toBe(4800 * 65_536);
    expect(grownKiB).toBeLessThan(100_000);
  });
});

describe.skipIf(!canMount())("on a disk of its own (skipped where a small disk cannot be mounted)", () => {
  it("says that the disk is full, and leaves nothing", async () => {
    const { folder: root } = mounted(["-t", "tmpfs", "-o", "size=256k", "none"]);
    const store = fsBlobStore({ root });
    const stream = Readable.from(Array.from({ length: 900 }, () => Buffer.alloc(1000)));
    for (const content of [new Uint8Array(900_000), stream])
      await expect(store.receive("ours", content, options)).rejects.toMatchObject({ code: "disk-full" });
    expect(stream.destroyed).toBe(true);
    expect(incoming(root)).toEqual([]);
    await keep(store, "there is room for a little");
  });

  it("says that the disk is full when there is no room for a name", async () => {
    const { folder: root } = mounted(["-t", "tmpfs", "-o", "nr_inodes=4", "none"]);
    const store = fsBlobStore({ root });
    const blob = await store.receive("ours", Readable.from(["a"]), options);
    await store.receive("ours", Readable.from(["b"]), options);
    await expect(blob.keep()).rejects.toMatchObject({ code: "disk-full" });
    expect(await listed(store)).toEqual([]);
    const { folder: tiny } = mounted(["-t", "tmpfs", "-o", "nr_inodes=1", "none"]);
    await expect(keep(fsBlobStore({ root: join(tiny, "blobs") }), "a")).rejects.toMatchObject({ code: "disk-full" });
  });

  it("says that a disk is read-only that was not before, and still reads", async () => {
    const { folder: root } = mounted(["-t", "tmpfs", "none"]);
    const store = fsBlobStore({ root });
    const name = await keep(store, "sound");
    const received = await store.receive("ours", Readable.from(["b"]), options);
    execFileSync("mount", ["-o", "remount,ro", root]);
    const readOnly = { code: "storage-unavailable", message: expect.stringContaining("(EROFS)") };
    await expect(keep(store, "c")).rejects.toMatchObject(readOnly);
    await expect(received.keep()).rejects.toMatchObject(readOnly);
    await expect(received.discard()).rejects.toMatchObject(readOnly);
    await expect(store.open(name, options)).rejects.toMatchObject(readOnly);
    await expect(store.delete(name)).rejects.toMatchObject(readOnly);
    await expect(store.check()).rejects.toMatchObject(readOnly);
    expect(await text(await store.read(name))).toBe("sound");
  });

  it("knows how much room there is", async () => {
    const { folder: root } = mounted(["-t", "tmpfs", "-o", "size=1m", "none"]);
    const store = fsBlobStore({ root });
    expect(await store.freeBytes()).toBe(1_048_576);
    await keep(store, Buffer.alloc(500_000));
    expect(await store.freeBytes()).toBeLessThan(560_000);
    const { folder: endless } = mounted(["-t", "tmpfs", "-o", "size=0", "none"]);
    expect(await fsBlobStore({ root: endless }).freeBytes()).toBeNull();
  });

  it("opens a blob as a copy where a link cannot be", async () => {
    const root = folder();
    const store = fsBlobStore({ root });
    const name = await keep(store, "sound");
    mounted(["-t", "tmpfs", "none"], join(root, "incoming"));
    const file = await store.open(name, { signal: options.signal, extension: ".wav" });
    expect(readFileSync(file.path, "utf8")).toBe("sound");
    await file.dispose();
    expect(incoming(root)).toEqual([]);
    await expect(store.open({ ...name, digest: sha256("none") }, options)).rejects.toMatchObject({
      code: "blob-not-found",
    });
  });

  it("has what was kept after the power was lost", async () => {
    const image = join(folder(), "disk");
    execFileSync("truncate", ["-s", "64M", image]);
    execFileSync("mkfs.ext4", ["-q", image]);
    const disk = mounted(["-o", "loop", image]);
    const store = fsBlobStore({ root: join(disk.folder, "blobs") });
    const { digest } = await keep(store, Buffer.alloc(3_000_000, "sound"));
    // Goes to the same folder, whose own name need not be brought to the disk again.
    const neighbour = Array.from({ length: 10_000 }, (_, n) => `neighbour ${n}`).find(
      (content) => sha256(content).slice(0, 2) === digest.slice(0, 2),
    );
    const blobs = [digest, (await keep(store, neighbour ?? "")).digest];
    // What only the memory of the mounted disk holds is not in its image: as if the power went now.
    copyFileSync(image, `${image}-after`);
    const after = mounted(["-o", "loop", `${image}-after`]);
    for (const name of blobs)
      expect(sha256(readFileSync(join(after.folder, "blobs", "ours", digest.slice(0, 2), name)))).toBe(name);
  });
});
