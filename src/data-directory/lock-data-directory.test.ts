import { once } from "node:events";
import { mkdir, mkdtemp, readdir, realpath, rm, stat, symlink, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SOON_MS } from "../../test/support/patience.ts";
import { findService } from "./find-service.ts";
import { type DataDirectoryLock, lockDataDirectory } from "./lock-data-directory.ts";
import { type Contender, contender } from "./testing/contender.ts";

let root: string;
let directory: string;
let locks: DataDirectoryLock[] = [];
let contenders: Contender[] = [];

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "data-directory-")));
  directory = join(root, "data");
});
afterEach(async () => {
  await Promise.all([...locks.map((lock) => lock.release()), ...contenders.map((one) => one.kill())]);
  locks = [];
  contenders = [];
  await rm(root, { recursive: true, force: true });
});

async function lock(path = directory): Promise<DataDirectoryLock> {
  const taken = await lockDataDirectory(path);
  locks.push(taken);
  return taken;
}

async function start(path = directory, options: { cwd?: string } = {}): Promise<Contender> {
  const started = await contender(path, options);
  contenders.push(started);
  return started;
}

const inUse = (detail: RegExp) => ({ code: "data-directory-in-use", message: expect.stringMatching(detail) });

describe("lockDataDirectory", () => {
  it("makes the directory, for its owner alone", async () => {
    await lock(join(directory, "below"));
    expect((await stat(join(directory, "below"))).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, "below", "lock"))).mode & 0o777).toBe(0o700);
  });

  it("says so at once where none can be made", { timeout: 5_000 }, async () => {
    const nowhere = process.platform === "linux" ? "/proc/scribewell/data" : join(import.meta.filename, "data");
    await expect(lockDataDirectory(nowhere)).rejects.toMatchObject({ code: "data-directory-unusable" });
  });

  it("refuses a second one, and says who has it and what to do", async () => {
    const first = await lock();
    await expect(lockDataDirectory(directory)).rejects.toMatchObject(inUse(/starting \(pid \d+\)/));
    first.announce("http://127.0.0.1:8123");
    await expect(lockDataDirectory(directory)).rejects.toMatchObject({
      code: "data-directory-in-use",
      retry: true,
      fault: "use",
      message: `The data directory ${directory} is in use by the Scribewell at http://127.0.0.1:8123 (pid ${process.pid}). Use that one, stop it, or set DATA_DIR to another directory.`,
    });
  });

  it("gives it free again, as often as it is asked to", async () => {
    for (let round = 0; round < 5; round += 1) {
      const held = await lock();
      await held.release();
      await held.release();
    }
    expect(await findService(directory)).toBeNull();
  });

  it("leaves at most two sockets and no draft, however often it is taken", async () => {
    for (let round = 0; round < 12; round += 1) await (await lock()).release();
    expect((await readdir(join(directory, "lock"))).sort()).toEqual(["11.sock", "12.sock"]);
  });

  it("knows a directory by any of its paths", async () => {
    await lock();
    await symlink(directory, join(root, "other"));
    const held = inUse(/in use/);
    await expect(lockDataDirectory(join(root, "other"))).rejects.toMatchObject(held);
    await expect(lockDataDirectory(relative(process.cwd(), directory))).rejects.toMatchObject(held);
    await expect(lockDataDirectory(`${root}/other/../data/`)).rejects.toMatchObject(held);
  });

  it("keeps out a process that stands elsewhere and takes a relative path", async () => {
    await lock();
    const other = await start(basename(directory), { cwd: dirname(directory) });
    expect((await other.lock())?.failure?.code).toBe("data-directory-in-use");
  });

  it("works where the path is too long for a socket, and keeps the lock there", async () => {
    const long = join(root, "a".repeat(90), "ü".repeat(90));
    const held = await lock(long);
    held.announce("http://127.0.0.1:1");
    await expect(lockDataDirectory(long)).rejects.toMatchObject(inUse(/127\.0\.0\.1:1 /));
    await symlink(long, join(root, "short"));
    expect(await findService(join(root, "short"))).toBe("http://127.0.0.1:1");
    const other = await start(relative(root, long), { cwd: root });
    expect((await other.lock())?.failure?.code).toBe("data-directory-in-use");
    expect(await readdir(join(long, "lock"))).toEqual(["1.sock"]);
    await held.release();
    await lock(join(root, "short"));
  });

  it("cares for no file with somebody's pid", async () => {
    await mkdir(join(directory, "lock"), { recursive: true });
    for (const name of ["service.pid", "postmaster.pid", "lock/pid", "lock/7.sock"])
      await writeFile(join(directory, name), `${process.pid}\n`);
    await lock();
  });

  it.each([
    { what: "a file is in its place", path: () => join(root, "file") },
    { what: "a file is on the way to it", path: () => join(root, "file", "data") },
    { what: "nothing can be written in it", path: () => "/sys/kernel" },
  ])("says so where $what", async ({ path }) => {
    await writeFile(join(root, "file"), "");
    await expect(lockDataDirectory(path())).rejects.toMatchObject({
      code: "data-directory-unusable",
      retry: false,
      fault: "use",
      message: expect.stringMatching(
        `^The data directory ${path()} cannot be used: .*set DATA_DIR to another directory.$`,
      ),
    });
  });

  it("keeps no process alive", async () => {
    const owner = await start();
    expect(await owner.lock()).not.toHaveProperty("failure");
    owner.send("end");
    const [code] = await once(owner.child, "close");
    expect(code).toBe(0);
    await lock();
  });

  it("is held by a stopped process, and that one goes on with it", async () => {
    const owner = await start();
    await owner.lock();
    owner.child.kill("SIGSTOP");
    const begin = performance.now();
    await expect(lockDataDirectory(directory)).rejects.toMatchObject(inUse(/does not answer/));
    expect(performance.now() - begin).toBeLessThan(SOON_MS);
    expect(await findService(directory)).toBeNull();
    owner.child.kill("SIGCONT");
    expect(await findService(directory)).toBe(owner.url);
  });

  it("is held by a stopped process at whose door so many wait that the system takes no more", async () => {
    const owner = await start();
    await owner.lock();
    owner.child.kill("SIGSTOP");
    const waiting: Socket[] = [];
    for (let refused = false; !refused && waiting.length < 10_000; ) {
      const socket = connect(join(directory, "lock", "1.sock"));
      waiting.push(socket);
      refused = await once(socket, "connect").then(
        () => false,
        (error) => error.code === "EAGAIN",
      );
    }
    await expect(lockDataDirectory(directory)).rejects.toMatchObject(inUse(/does not answer/));
    for (const socket of waiting) socket.destroy();
  });

  it("is held by a busy process, which answers as soon as it can", async () => {
    const owner = await start();
    await owner.lock();
    await owner.tell("busy 2000");
    await expect(lockDataDirectory(directory)).rejects.toMatchObject(inUse(/does not answer/));
    await expect.poll(() => findService(directory), { timeout: 10_000 }).toBe(owner.url);
  });

  it("is free when its stopped owner is killed", async () => {
    const owner = await start();
    await owner.lock();
    owner.child.kill("SIGSTOP");
    await owner.kill();
    const begin = performance.now();
    await lock();
    expect(performance.now() - begin).toBeLessThan(SOON_MS);
  });
});

describe("findService", () => {
  it("gives the address that was announced, for as long as the service lives", async () => {
    expect(await findService(directory)).toBeNull();
    expect(await readdir(root)).toEqual([]);
    const owner = await start();
    await owner.lock();
    expect(await findService(directory)).toBe(owner.url);
    expect(await findService(relative(process.cwd(), directory))).toBe(owner.url);
    await owner.kill();
    expect(await findService(directory)).toBeNull();
  });

  it("gives none before it was announced", async () => {
    const held = await lock();
    expect(await findService(directory)).toBeNull();
    held.announce("http://127.0.0.1:8123");
    expect(await findService(directory)).toBe("http://127.0.0.1:8123");
    await held.release();
    expect(await findService(directory)).toBeNull();
  });

  it("finds none where a file is in the directory's place", async () => {
    await writeFile(directory, "");
    expect(await findService(directory)).toBeNull();
  });
});
