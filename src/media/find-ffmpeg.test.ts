import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, it } from "vitest";
import { findFfmpeg } from "./find-ffmpeg.ts";

const folder = mkdtempSync(join(tmpdir(), "find-ffmpeg-"));
const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
});
afterAll(() => rmSync(folder, { recursive: true }));

function program(name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

it("takes the given one before all others", async () => {
  const given = program("given", "echo 'ffmpeg version n7.1.2-0ubuntu1 Copyright'");
  const found = await findFfmpeg({ ffmpegPath: given });
  expect(found.description).toBe(`ffmpeg 7.1.2 (${given})`);
  expect([found.file, ...found.leadingArgs]).toContain(given);
});

it("refuses a given one that does not run, and names it", async () => {
  for (const ffmpegPath of [join(folder, "missing"), program("other", "echo hello"), program("broken", "exit 1")]) {
    await expect(findFfmpeg({ ffmpegPath })).rejects.toMatchObject({
      code: "decoder-unavailable",
      message: expect.stringContaining(ffmpegPath),
    });
  }
});

it("looks for ffmpeg on PATH, and takes the package where there is none that runs", async () => {
  program("ffmpeg", "echo 'ffmpeg version N-110000-gabcdef Copyright'");
  process.env.PATH = `${folder}:/usr/bin:/bin`;
  expect((await findFfmpeg({})).description).toBe(`ffmpeg N-110000-gabcdef (${join(folder, "ffmpeg")})`);
  program("ffmpeg", "exit 127");
  process.env.PATH = folder;
  expect((await findFfmpeg({})).description).toMatch(/^ffmpeg in WebAssembly \(@ffmpeg\/core \d+\.\d+\.\d+\)$/);
});

it("takes the package when it is asked for", async () => {
  expect((await findFfmpeg({ ffmpegPath: "@ffmpeg/core" })).description).toContain("WebAssembly");
});

it("runs ffmpeg without the limits where they cannot be set", async () => {
  const given = program("given", "echo 'ffmpeg version 6.0 Copyright'");
  program("prlimit", "exit 1");
  process.env.PATH = `${folder}:/usr/bin:/bin`;
  expect(await findFfmpeg({ ffmpegPath: given })).toMatchObject({ file: given, leadingArgs: [] });
});
