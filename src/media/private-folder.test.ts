import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { makePrivateFolder, sweepFolders } from "./private-folder.ts";

const parent = mkdtempSync(join(tmpdir(), "private-folder-"));
afterAll(() => rmSync(parent, { recursive: true }));

/** A folder as a process with this number would have made it. */
async function folderOf(pid: number): Promise<string> {
  const path = await makePrivateFolder(parent);
  const renamed = path.replace(`-${process.pid}-`, `-${pid}-`);
  renameSync(path, renamed);
  return renamed;
}

it("makes a folder that nobody else can enter", async () => {
  expect(statSync(await makePrivateFolder(parent)).mode & 0o777).toBe(0o700);
});

it("sweeps what a killed process left, and nothing else", async () => {
  const gone = spawnSync(process.execPath, ["-e", ""], { env: {} }).pid;
  const ours = await makePrivateFolder(parent);
  const left = await folderOf(gone);
  const living = await folderOf(process.ppid);
  const foreign = join(parent, basename(left).replace(/^(scribewell-spool-)[^-]*/, "$1elsewhere"));
  const unrelated = join(parent, "unrelated");
  for (const path of [foreign, unrelated]) mkdirSync(path);
  await sweepFolders(parent);
  expect([left, ours, living, foreign, unrelated].map((path) => existsSync(path))).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);
});

it("sweeps what an earlier process of the same number left, as in a container that was started again", async () => {
  const { uptime } = process;
  const old = await makePrivateFolder(parent);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  process.uptime = () => 1;
  const fresh = await makePrivateFolder(parent);
  await sweepFolders(parent);
  process.uptime = uptime;
  expect([existsSync(old), existsSync(fresh)]).toEqual([false, true]);
});

it("does not mind a folder that is not there", async () => {
  await sweepFolders(join(parent, "missing"));
  expect(readdirSync(parent)).not.toContain("missing");
});
