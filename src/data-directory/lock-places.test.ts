import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeFolder } from "../files/make-folder.ts";
import { hasSpareFolder, spareFolder } from "./lock-places.ts";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "lock-places-"));
});
afterEach(async () => {
  await rm(spareFolder(directory), { recursive: true, force: true });
  await rm(directory, { recursive: true, force: true });
});

it("believes a spare folder of one's own", async () => {
  expect(await hasSpareFolder(directory)).toBe(false);
  await makeFolder(spareFolder(directory));
  await makeFolder(spareFolder(directory));
  expect(await hasSpareFolder(directory)).toBe(true);
});

it("believes no link in its place", async () => {
  await mkdir(join(directory, "elsewhere"));
  await symlink(join(directory, "elsewhere"), spareFolder(directory));
  expect(await hasSpareFolder(directory)).toBe(false);
});
