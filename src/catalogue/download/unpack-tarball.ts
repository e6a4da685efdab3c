import { createHash } from "node:crypto";
import { closeSync, openSync, writeFileSync } from "node:fs";
import { Parser, type ReadEntry } from "tar";
import { SourceFault } from "./source-fault.ts";

/** A file that is wanted from an archive, and where to put it. */
export interface WantedFile {
  /** Exactly as the archive names it. */
  readonly path: string;
  readonly bytes: number;
  readonly target: string;
}

/** What all bytes of an archive must add up to. */
export interface Integrity {
  readonly algorithm: "sha512" | "sha384" | "sha256" | "sha1";
  readonly base64: string;
}

/** An archive being taken apart while it arrives. Every call may throw {SourceFault}, or the error of the disk. */
export interface Unpacking {
  write(chunk: Uint8Array): void;
  /** Says that this was the last byte: the archive must be whole, the right one, and have held every wanted file. */
  finish(): void;
  /** Closes what is open. May be called at any time and twice. */
  close(): void;
}

/**
 * Takes files out of a gzipped tar archive. Only paths that are wanted, as plain files of the right size, are written,
 * each to its own target: no name inside the archive ever becomes a path here.
 */
export function unpackTarball(wanted: readonly WantedFile[], { algorithm, base64 }: Integrity): Unpacking {
  const hash = createHash(algorithm);
  const missing = new Map(wanted.map((file) => [file.path, file]));
  const opened = new Set<number>();
  let failure: unknown;
  let ended = false;
  const orFail = (work: () => void) => {
    try {
      if (failure === undefined) work();
    } catch (error) {
      failure = error;
    }
  };
  const parser = new Parser({ strict: true, filter: (path) => wanted.some((file) => file.path === path) });
  parser.on("entry", (entry: ReadEntry) => {
    orFail(() => save(entry, claim(entry, missing), opened, orFail));
    entry.resume();
  });
  parser.on("end", () => {
    ended = true;
  });
  parser.on("error", (error: Error) => {
    failure ??= new SourceFault("corrupt", `gave an archive that cannot be read (${error.message})`, { cause: error });
  });
  const feed = (work: () => void) => {
    orFail(work);
    if (failure !== undefined) throw failure;
  };
  return {
    write(chunk) {
      hash.update(chunk);
      feed(() => parser.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
    },
    finish() {
      feed(() => parser.end());
      if (!ended) throw new SourceFault("corrupt", "gave an archive that breaks off");
      if (hash.digest("base64") !== base64) throw new SourceFault("corrupt", "gave an archive with a wrong checksum");
      const [lacking] = missing.keys();
      if (lacking !== undefined) throw new SourceFault("absent", `has no ${lacking} in its archive`);
    },
    close() {
      for (const descriptor of opened) closeSync(descriptor);
      opened.clear();
    },
  };
}

function claim(entry: ReadEntry, missing: Map<string, WantedFile>): WantedFile {
  const file = missing.get(entry.path);
  missing.delete(entry.path);
  const plain = entry.type === "File" || entry.type === "OldFile";
  if (file && plain && entry.size === file.bytes) return file;
  throw new SourceFault("refused", `has an archive in which ${entry.path} is not the file it should be`);
}

/** Writes as the bytes come: unzipping happens on this thread anyway, and so no byte has to wait in memory. */
function save(entry: ReadEntry, file: WantedFile, opened: Set<number>, orFail: (work: () => void) => void): void {
  const descriptor = openSync(file.target, "w");
  opened.add(descriptor);
  entry.on("data", (chunk: Buffer) => orFail(() => writeFileSync(descriptor, chunk)));
  entry.on("end", () => {
    if (opened.delete(descriptor)) closeSync(descriptor);
  });
}
