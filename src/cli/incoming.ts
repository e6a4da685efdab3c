import { on } from "node:events";
import { readdir } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { watch } from "chokidar";
import { Failure } from "../domain/failure.ts";
import { isRecordingName } from "../domain/recording-names.ts";

/** How long a file has to keep its size before it counts as written. */
const SETTLED_MS = 2000;

/** The recordings that are in a directory and below it now, in the order of their names. Hidden ones are left out. */
export async function presentRecordings(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => isRecordingName(basename(path)) && !isHidden(directory, path))
    .sort();
}

/**
 * The recordings that are in a directory and below it, then each that comes or changes, once it is written.
 * Goes on until the signal, and ends then with an `AbortError`.
 * @throws {Failure} `source-not-found` when the directory itself goes away.
 */
export async function* incomingRecordings(directory: string, signal: AbortSignal): AsyncGenerator<string> {
  const watcher = watch(directory, {
    ignored: (path, facts) =>
      isHidden(directory, path) || (facts?.isFile() === true && !isRecordingName(basename(path))),
    awaitWriteFinish: { stabilityThreshold: SETTLED_MS, pollInterval: 200 },
  });
  try {
    for await (const [event, path] of on(watcher, "all", { signal })) {
      if (event === "add" || event === "change") yield path;
      if (event === "unlinkDir" && path === directory) {
        throw new Failure("source-not-found", `${directory} is gone. Start again when it is back.`);
      }
    }
  } finally {
    await watcher.close();
  }
}

const isHidden = (directory: string, path: string): boolean =>
  relative(directory, path)
    .split(sep)
    .some((part) => part.startsWith(".") && part !== "." && part !== "..");
