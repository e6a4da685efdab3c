import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { writeFailure } from "../terminal/write-failure.ts";

const CHOOSE_ANOTHER = "Choose another --output directory.";

/**
 * Makes a directory and proves that files can be written there, before work is spent on them.
 * @throws {Failure} `output-unwritable`, `disk-full`.
 */
export async function prepareDirectory(directory: string, remedy = CHOOSE_ANOTHER): Promise<void> {
  const trial = temporaryPath(join(directory, "trial"));
  try {
    await makeDirectory(resolve(directory));
    await writeFile(trial, "\n", { flag: "wx" });
  } catch (error) {
    throw writeFailure(directory, error, remedy);
  } finally {
    await rm(trial, { force: true }).catch(() => {});
  }
}

/** Node's own recursive mkdir never returns where a directory exists and takes no entries, as in /proc. */
async function makeDirectory(directory: string): Promise<void> {
  if (existsSync(directory)) return;
  const parent = dirname(directory);
  if (parent !== directory) await makeDirectory(parent);
  await mkdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

/**
 * Writes a whole file or nothing: a reader never sees half of it. Replaces what had the name before.
 * @throws {Failure} `output-unwritable`, `disk-full`.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = temporaryPath(path);
  try {
    await writeFile(temporary, text, { flag: "wx", flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw writeFailure(path, error, CHOOSE_ANOTHER);
  }
}

/** Beside the file, because only there is a rename atomic; hidden, so that nobody takes it for a result. */
const temporaryPath = (path: string) => join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
