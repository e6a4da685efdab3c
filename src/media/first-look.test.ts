import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { firstLook } from "./first-look.ts";

const folder = mkdtempSync(join(tmpdir(), "first-look-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string | Buffer): string {
  const path = join(folder, "recording");
  writeFileSync(path, content);
  return path;
}

it.each([
  ["an M3U playlist", "#EXTM3U\nfile:///etc/passwd\n"],
  ["an M3U playlist", "\uFEFF\n #EXTM3U\n"],
  ["an ffmpeg concat script", "ffconcat version 1.0\nfile /etc/passwd\n"],
  ["an SDP session description", "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n"],
  ["a DASH manifest", '<?xml version="1.0"?>\n<!-- x -->\n<MPD type="static">'],
  ["a DASH manifest", "<MPD>"],
  ["a DASH manifest", `${"<!---->".repeat(500)}\n<MPD>`],
  ["a playlist", "<!-- one -->\n<!--\ntwo -->  <ASX version='3.0'>"],
  ["a playlist", "[playlist]\nFile1=/etc/passwd\n"],
  ["a playlist", '<asx version="3.0">'],
])("refuses %s and names it (%j)", async (kind, content) => {
  await expect(firstLook(file(content))).rejects.toMatchObject({
    code: "media-refused",
    message: expect.stringContaining(kind),
  });
});

it("lets everything else pass with its size", async () => {
  expect(await firstLook(file("RIFF and so on"))).toEqual({ bytes: 14 });
  expect(await firstLook(file(Buffer.from([0xff, 0xfb])))).toEqual({ bytes: 2 });
});

it("judges hundreds of comments, closed or not, and what looks like a comment and is none", async () => {
  // Exponential work would not end here at all.
  expect(await firstLook(file(`${"<!---->".repeat(500)}RIFF`))).toEqual({ bytes: 3504 });
  expect(await firstLook(file(`${"<!---->".repeat(500)}<!-- MPD`))).toEqual({ bytes: 3508 });
  expect(await firstLook(file("<!--".repeat(1000)))).toEqual({ bytes: 4000 });
});

it("tells an empty file, a missing one, a folder and a pipe apart, without their names", async () => {
  await expect(firstLook(file(""))).rejects.toMatchObject({ code: "media-empty" });
  const missing = firstLook(join(folder, "missing"));
  await expect(missing).rejects.toMatchObject({ code: "source-not-found" });
  await expect(missing).rejects.toMatchObject({ message: expect.not.stringContaining("missing") });
  await expect(firstLook(folder)).rejects.toMatchObject({ code: "source-not-a-file" });
});

it.skipIf(process.platform === "win32")("does not wait on a named pipe", async () => {
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  await expect(firstLook(pipe)).rejects.toMatchObject({ code: "source-not-a-file" });
});
