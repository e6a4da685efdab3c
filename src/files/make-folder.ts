import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf } from "../domain/system-errors.ts";

/**
 * Makes a folder that only this user can enter, and those above it. One that is there stays as it is.
 * Level by level, because Node's `recursive` says "no such file" where the disk is full or may not be written, and tries
 * for ever below `/proc`.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await makeOne(path);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}
