import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { spool } from "./spool.ts";

const folder = mkdtempSync(join(tmpdir(), "spool-"));
const options = { maxBytes: 1_000_000, signal: new AbortController().signal, folder };
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ["bytes", () => Uint8Array.from([1, 2, 3])],
  ["a stream of Node", () => Readable.from([Buffer.from([1]), Buffer.from([2, 3])])],
  ["a stream of the web", () => new Blob([Uint8Array.from([1, 2, 3])]).stream()],
])("keeps %s in a file of its own and removes it", async (_, source) => {
  const file = await spool(source(), { ...options, extension: ".gsm" });
  expect([...readFileSync(file.path)]).toEqual([1, 2, 3]);
  expect(file.bytes).toBe(3);
  expect(extname(file.path)).toBe(".gsm");
  expect([statSync(file.path).mode & 0o777, statSync(dirname(file.path)).mode & 0o777]).toEqual([0o600, 0o700]);
  await file.dispose();
  await file.dispose();
  expect(readdirSync(folder)).toEqual([]);
});

it("ignores an extension that is more than one", async () => {
  const file = await spool(new Uint8Array(1), { ...options, extension: "./../../x" });
  expect(existsSync(join(dirname(file.path), "recording"))).toBe(true);
  await file.dispose();
});

it("refuses more than the limit, and leaves nothing", async () => {
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(100_000);
    })(),
  );
  await expect(spool(endless, options)).rejects.toMatchObject({
    code: "media-refused",
    message: expect.stringContaining("1 MB"),
  });
  expect(endless.destroyed).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
  await (await spool(new Uint8Array(1_000_000), options)).dispose();
});

it("throws the error of a stream as it is, and leaves nothing", async () => {
  const fault = new Error("broke");
  const broken = Readable.from(
    (function* () {
      yield Buffer.alloc(10);
      throw fault;
    })(),
  );
  await expect(spool(broken, options)).rejects.toBe(fault);
  expect(readdirSync(folder)).toEqual([]);
});

it("ends with the signal, and leaves nothing", async () => {
  const controller = new AbortController();
  const silent = new Readable({ read() {} });
  silent.push("some");
  const writing = spool(silent, { ...options, signal: controller.signal });
  await pause(50);
  expect(readdirSync(folder)).toHaveLength(1);
  controller.abort(new Error("enough"));
  await expect(writing).rejects.toThrow("enough");
  expect(readdirSync(folder)).toEqual([]);
});

it.skipIf(!canMount())("says that the disk is full (skipped where a small disk cannot be mounted)", async () => {
  const disk = mkdtempSync(join(tmpdir(), "spool-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "none", disk]);
  try {
    await expect(spool(new Uint8Array(900_000), { ...options, folder: disk })).rejects.toMatchObject({
      code: "disk-full",
    });
    expect(readdirSync(disk)).toEqual([]);
  } finally {
    execFileSync("umount", [disk]);
    rmSync(disk, { recursive: true });
  }
});

function canMount(): boolean {
  const disk = mkdtempSync(join(tmpdir(), "spool-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "none", disk], { stdio: "ignore" });
    execFileSync("umount", [disk]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(disk, { recursive: true });
  }
}
