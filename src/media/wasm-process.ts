/**
 * The program that runs ffmpeg's WebAssembly build as if it were ffmpeg: `node wasm-process.js CORE ARGUMENTS…`.
 * The file after `-i` is the only one the sandbox sees, read-only; `pipe:1` is this process's stdout, log lines go to stderr.
 */
import { closeSync, fstatSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import { codeOf } from "../domain/system-errors.ts";
import { CORE_NOT_LOADED } from "./unreadable.ts";

/** The part of `@ffmpeg/core` used here; it brings no types. */
interface FfmpegCore {
  exec(...args: string[]): number;
  setLogger(log: (entry: { message: string }) => void): void;
  readonly FS: {
    readonly filesystems: { readonly WORKERFS: unknown };
    mkdir(path: string): void;
    mount(kind: unknown, options: { files: unknown[] }, path: string): void;
    makedev(major: number, minor: number): number;
    registerDevice(id: number, operations: Record<string, (...args: never[]) => unknown>): void;
    mkdev(path: string, mode: number, id: number): void;
  };
}

/** A stretch of the file on disk, in the place of a browser's Blob. */
interface Slice {
  readonly fd: number;
  readonly position: number;
  readonly size: number;
}

const parent = process.ppid;

function endWithParent(): void {
  if (process.ppid !== parent) process.exit(1);
}

/** Writes all of it before it returns: the sandbox runs in one go, so nothing else can wait for the reader. */
function writeFully(fd: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      const full = codeOf(error) === "EAGAIN";
      // Whatever else it is (EPIPE above all), nobody reads any more.
      if (!full) process.exit(1);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** The build believes that it runs in a browser's worker; these are what it asks of one. */
function pretendBrowser(): void {
  class FileReaderSync {
    readAsArrayBuffer({ fd, position, size }: Slice): ArrayBuffer {
      endWithParent();
      const bytes = new Uint8Array(size);
      let read = 0;
      while (read < size) {
        const more = readSync(fd, bytes, read, size - read, position + read);
        if (more === 0) break;
        read += more;
      }
      return bytes.buffer;
    }
  }
  const missing = { self: globalThis, location: { href: import.meta.url }, importScripts: () => {}, FileReaderSync };
  for (const [name, value] of Object.entries(missing))
    Object.defineProperty(globalThis, name, { value, configurable: true });
}

async function loadCore(path: string): Promise<FfmpegCore> {
  try {
    const { default: create } = await import(pathToFileURL(path).href);
    return await create({ wasmBinary: readFileSync(path.replace(/\.js$/, ".wasm")) });
  } catch {
    writeFully(2, Buffer.from(`${CORE_NOT_LOADED}\n`));
    process.exit(1);
  }
}

/** Mounts the file under a plain name of the same extension, which ffmpeg needs for formats that have no magic bytes. */
function mountRecording({ FS }: FfmpegCore, path: string): string {
  const fd = openSync(path, "r");
  const { size } = fstatSync(fd);
  const slice = (from: number, to: number): Slice => ({ fd, position: from, size: Math.min(to, size) - from });
  const name = `recording${/^\.[a-z0-9]{1,8}$/i.exec(extname(path))?.[0] ?? ""}`;
  FS.mkdir("/in");
  FS.mount(FS.filesystems.WORKERFS, { files: [{ name, size, slice, lastModifiedDate: new Date(0) }] }, "/in");
  process.on("exit", () => closeSync(fd));
  return `file:/in/${name}`;
}

function makeOutput({ FS }: FfmpegCore): string {
  const device = FS.makedev(64, 1);
  FS.registerDevice(device, {
    open: (stream: { seekable: boolean }) => {
      stream.seekable = false;
    },
    close: () => {},
    read: () => 0,
    write: (_stream: unknown, heap: Uint8Array, offset: number, length: number) => {
      writeFully(1, heap.subarray(offset, offset + length));
      return length;
    },
  });
  FS.mkdev("/out", 0o666, device);
  return "/out";
}

async function main([corePath = "", ...args]: string[]): Promise<number> {
  pretendBrowser();
  const core = await loadCore(corePath);
  core.setLogger(({ message }) => {
    // It aborts itself at the end of every run, well or not.
    if (message !== "Aborted()") writeFully(2, Buffer.from(`${message}\n`));
  });
  const input = args[args.indexOf("-i") + 1] ?? "";
  const inSandbox: Record<string, string> = {
    [input]: mountRecording(core, input.replace(/^file:/, "")),
    "pipe:1": makeOutput(core),
  };
  return core.exec(...args.map((arg) => inSandbox[arg] ?? arg));
}

process.exit(await main(process.argv.slice(2)));
