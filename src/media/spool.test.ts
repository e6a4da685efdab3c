import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { Failure } from "../domain/failure.ts";
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

function breaking(fault: Error): Readable {
  return Readable.from(
    (function* () {
      yield Buffer.alloc(10);
      throw fault;
    })(),
  );
}

it("says that a stream broke off, by its code alone, and leaves nothing", async () => {
  const fault = Object.assign(new Error("read EIO /somebody/talk.mp3"), { code: "EIO" });
  for (const broken of [breaking(fault), Readable.toWeb(breaking(fault))]) {
    await expect(spool(broken, options)).rejects.toMatchObject({
      code: "source-unreadable",
      message: "The stream broke off before its end (EIO). Send the recording again.",
      cause: fault,
    });
    expect(readdirSync(folder)).toEqual([]);
  }
});

it("says that a stream broke off that was closed early, or before it was read", async () => {
  const closing = new Readable({ read() {} });
  closing.push("some");
  setTimeout(() => closing.destroy(), 50);
  await expect(spool(closing, options)).rejects.toMatchObject({ code: "source-unreadable" });
  const broken = new Readable({ read() {} }).on("error", () => {});
  broken.destroy(new Error("broke"));
  await pause(10);
  await expect(spool(broken, options)).rejects.toMatchObject({ code: "source-unreadable" });
  expect(readdirSync(folder)).toEqual([]);
});

it("does not put a fault of its own file upon the stream", async () => {
  const stream = new Blob(["some"]).stream();
  const getReader = stream.getReader.bind(stream);
  // Asked for just before the file is opened, whose folder is gone then.
  stream.getReader = (...options: []) => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    return getReader(...options);
  };
  await expect(spool(stream, options)).rejects.toMatchObject({ code: "ENOENT", syscall: "open" });
});

it("throws the failure that a stream ends with as it is", async () => {
  const failure = new Failure("url-unreachable", "The server went away.");
  await expect(spool(breaking(failure), options)).rejects.toBe(failure);
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

const tooMuch: [string, () => Uint8Array | Readable][] = [
  ["bytes", () => new Uint8Array(900_000)],
  ["a stream", () => Readable.from(Array.from({ length: 900 }, () => Buffer.alloc(1000)))],
];

it.skipIf(!canMount()).each(tooMuch)(
  "says that the disk is full of %s (skipped where a small disk cannot be mounted)",
  async (_, source) => {
    const disk = mkdtempSync(join(tmpdir(), "spool-disk-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "none", disk]);
    try {
      await expect(spool(source(), { ...options, folder: disk })).rejects.toMatchObject({
        code: "disk-full",
      });
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      execFileSync("umount", [disk]);
      rmSync(disk, { recursive: true });
    }
  },
);

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
