import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../domain/failure.ts";
import { isMissing } from "../domain/system-errors.ts";
import { KEY_BYTES } from "./secret-box.ts";

const NAME = "secrets.key";

/** Where the key lies in a data directory. */
export const keyFileIn = (directory: string): string => join(directory, NAME);

/**
 * The key of a service with a data directory of its own, made at the first start. Only its owner can read the file.
 * @throws {Failure} `data-directory-unusable` when it is no key, or cannot be read or written
 */
export async function keyFromFile(directory: string): Promise<Buffer> {
  const path = keyFileIn(directory);
  const key = await readFile(path, "utf8").then(keyOf, async (error: unknown) => {
    if (isMissing(error)) return makeKey(path);
    throw unusable("cannot be read", error);
  });
  if (key.length !== KEY_BYTES) throw unusable("holds no key of 32 bytes as base64");
  return key;
}

const keyOf = (text: string): Buffer => Buffer.from(text.trim(), "base64");

/** Whoever is here holds the lock of the directory. The file is whole or not there, whenever the process ends. */
async function makeKey(path: string): Promise<Buffer> {
  const key = randomBytes(KEY_BYTES);
  const unfinished = `${path}.new`;
  try {
    await writeFile(unfinished, `${key.toString("base64")}\n`, { mode: 0o600, flush: true });
    await rename(unfinished, path);
  } catch (error) {
    throw unusable("cannot be written", error);
  }
  return key;
}

function unusable(what: string, cause?: unknown): Failure {
  const remedy = "Put the file back as it was, or set SECRETS_KEY.";
  return new Failure("data-directory-unusable", `${NAME} in DATA_DIR ${what}. ${remedy}`, { cause });
}
