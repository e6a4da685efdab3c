import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { askOwner } from "./ask-owner.ts";
import { takeNumber } from "./take-number.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "take-number-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("takes a number once", async () => {
  const first = await takeNumber(folder, 1);
  expect(await takeNumber(folder, 1)).toBeNull();
  expect(await askOwner(join(folder, "1.sock"))).toMatchObject({ pid: process.pid });
  expect(await readdir(folder)).toEqual(["1.sock"]);
  await first?.close();
});

it("takes no number that others have passed while it was asleep", async () => {
  const owner = await takeNumber(folder, 5);
  expect(await takeNumber(folder, 3)).toBeNull();
  expect(await readdir(folder)).toEqual(["5.sock"]);
  await owner?.close();
  expect(await takeNumber(folder, 3)).toBeNull();
  expect(await readdir(folder)).toEqual(["5.sock"]);
});

it("deletes what killed processes left, but neither the number before nor anything else", async () => {
  for (const name of [".0123456789ab", "1.sock", "2.sock", "3.sock", "notes.txt"])
    await writeFile(join(folder, name), "");
  const owner = await takeNumber(folder, 4);
  expect((await readdir(folder)).sort()).toEqual(["3.sock", "4.sock", "notes.txt"]);
  await owner?.close();
});
