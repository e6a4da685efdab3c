import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { findPython, markerIn, pythonIn, venvIn } from "./find-python.ts";

const made: string[] = [];
afterEach(() => Promise.all(made.splice(0).map((path) => rm(path, { recursive: true, force: true }))));

async function enginesWithVenv(): Promise<string> {
  const enginesDir = await mkdtemp(join(tmpdir(), "engines-"));
  made.push(enginesDir);
  const python = pythonIn(venvIn(enginesDir));
  await mkdir(dirname(python), { recursive: true });
  await writeFile(python, "#!/bin/sh\n", { mode: 0o755 });
  return enginesDir;
}

it("takes the environment that was installed", async () => {
  const enginesDir = await enginesWithVenv();
  await writeFile(markerIn(venvIn(enginesDir)), "");
  expect(await findPython({ enginesDir })).toBe(pythonIn(venvIn(enginesDir)));
});

it.skipIf(process.platform === "darwin")("does not take one that was cut off", async () => {
  await expect(findPython({ enginesDir: await enginesWithVenv() })).rejects.toMatchObject({
    code: "engine-unavailable",
    message: expect.stringContaining("scribewell engines install mlx"),
  });
});

it("takes the one that the settings name, and no other in its place", async () => {
  const enginesDir = await enginesWithVenv();
  await writeFile(markerIn(venvIn(enginesDir)), "");
  expect(await findPython({ python: process.execPath, enginesDir })).toBe(process.execPath);
  await expect(findPython({ python: join(enginesDir, "none"), enginesDir })).rejects.toMatchObject({
    code: "engine-unavailable",
    message: expect.stringContaining("MLX_PYTHON"),
  });
});
