import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { canMount, mountDisk } from "../blobs/testing/mounted.ts";
import { readConfig } from "../config.ts";
import { composeStorage } from "./storage.ts";

let folder: string;
const warn = vi.fn();
beforeEach(async () => {
  warn.mockReset();
  folder = await mkdtemp(join(tmpdir(), "scribewell-compose-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const composed = (settings: Record<string, string> = {}) =>
  composeStorage(readConfig({ DATA_DIR: folder, ...settings }), { warn });

it("opens files in DATA_DIR, and leaves nothing of having tried them", async () => {
  await (await composed()).check();
  expect(await readdir(join(folder, "blobs", "incoming"))).toEqual([]);
  expect(warn).not.toHaveBeenCalled();
});

it("refuses a directory that cannot be written, and names the setting", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  await expect(composed({ STORAGE_URL: String(pathToFileURL(file)) })).rejects.toMatchObject({
    code: "data-directory-unusable",
    message: `The store for recordings ${file} cannot be used: a file is in its place or on the way to it (ENOTDIR). Mend it, or set STORAGE_URL to another directory.`,
  });
  await writeFile(join(folder, "blobs"), "");
  await expect(composed()).rejects.toMatchObject({
    code: "data-directory-unusable",
    message: expect.stringContaining(`${join(folder, "blobs")} (of DATA_DIR, as STORAGE_URL names no other) cannot be`),
  });
});

it.skipIf(!canMount())("begins on a full disk, from which can be read and deleted", async () => {
  const { folder: root, unmount } = mountDisk(["-t", "tmpfs", "-o", "size=4k,nr_inodes=2", "none"]);
  try {
    await writeFile(join(root, "all"), "full");
    const store = await composed({ STORAGE_URL: String(pathToFileURL(root)) });
    await expect(store.check()).rejects.toMatchObject({ code: "disk-full" });
  } finally {
    unmount();
  }
});

it("warns where others share the database and nobody shares the files", async () => {
  const DATABASE_URL = "postgres://db.internal/scribewell";
  await composed({ DATABASE_URL });
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/STORAGE_URL.+every process/));
  warn.mockReset();
  await composed({ DATABASE_URL, STORAGE_URL: String(pathToFileURL(join(folder, "shared"))) });
  await composed({ DATABASE_URL, STORAGE_URL: "s3://recordings" });
  expect(warn).not.toHaveBeenCalled();
});
