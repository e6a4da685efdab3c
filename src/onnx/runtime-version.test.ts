import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { runtimeVersion } from "./runtime-version.ts";

const VERSION = /^\d+\.\d+\.\d+/;

it("loads the runtime in a process of its own and tells its version", async () => {
  expect(await runtimeVersion(new AbortController().signal)).toMatch(VERSION);
});

it("keeps no identity and no diary", async () => {
  const home = await mkdtemp(join(tmpdir(), "home-"));
  try {
    const entry = fileURLToPath(new URL("./print-version.ts", import.meta.url));
    const env = { ...process.env, HOME: home, TMPDIR: home };
    const { stdout } = await promisify(execFile)(process.execPath, [entry, "cpu", home], { env });
    expect(stdout).toMatch(VERSION);
    // The TypeScript loader of the tests keeps a cache of its own.
    const left = await readdir(home, { recursive: true });
    expect(left.filter((name) => !name.startsWith("tsx-"))).toEqual([]);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
