import { on } from "node:events";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { watch } from "chokidar";
import { Failure } from "../../domain/failure.ts";
import { isRecordingName } from "../../domain/recording-names.ts";
import { codeOf } from "../../domain/system-errors.ts";

/** How long a file has to keep its size before it counts as written. */
const SETTLED_MS = 2000;

/**
 * The recordings that are in a directory and below it now, in the order of their names. Hidden ones are left out.
 * @throws {Failure} `source-unreadable`
 */
export async function presentRecordings(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch((error) => {
    throw unwatchable(error);
  });
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => isRecordingName(basename(path)) && !isHidden(directory, path))
    .sort();
}

/**
 * The recordings that are in a directory and below it, then each that comes or changes, once it is written.
 * Goes on until the signal and ends with its reason.
 * @throws {Failure} `source-not-found` when the directory itself goes away, `source-unreadable` when it cannot be watched.
 */
export async function* incomingRecordings(directory: string, signal: AbortSignal): AsyncGenerator<string> {
  const watcher = watch(directory, {
    ignored: (path, facts) =>
      isHidden(directory, path) || (facts?.isFile() === true && !isRecordingName(basename(path))),
    awaitWriteFinish: { stabilityThreshold: SETTLED_MS, pollInterval: 200 },
  });
  const gone = new AbortController();
  // Nothing tells that the watched directory itself was moved, deleted or unmounted.
  const look = setInterval(() => {
    if (existsSync(directory)) return;
    gone.abort(new Failure("source-not-found", `${directory} is gone. Start again when it is back.`));
  }, SETTLED_MS);
  const end = AbortSignal.any([signal, gone.signal]);
  try {
    for await (const [event, path] of on(watcher, "all", { signal: end })) {
      if (event === "add" || event === "change") yield path;
    }
  } catch (error) {
    throw end.aborted ? end.reason : unwatchable(error);
  } finally {
    clearInterval(look);
    await watcher.close();
  }
}

/** The failure for an error of the system while a directory is read or watched. */
export function unwatchable(cause: unknown): Failure {
  const code = codeOf(cause) || "unknown";
  const remedy = REMEDIES[code] ?? "Check that it and the directories in it may be read, and the disk it lies on.";
  return new Failure("source-unreadable", `The directory cannot be read or watched (${code}). ${remedy}`, { cause });
}

/** For what Linux answers when it watches as much as it may, which sounds like something else. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: "The system watches as many files as it may: raise fs.inotify.max_user_watches with sysctl.",
  EMFILE: "Too many files or watches are open: raise fs.inotify.max_user_instances with sysctl, or ulimit -n.",
};

const isHidden = (directory: string, path: string): boolean =>
  relative(directory, path)
    .split(sep)
    .some((part) => part.startsWith(".") && part !== "." && part !== "..");
