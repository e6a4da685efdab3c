import { readFile, rename, writeFile } from "node:fs/promises";
import type { z } from "zod";
import { isMissing } from "../../domain/system-errors.ts";

/** Reads a JSON file. Null when it is absent or not what the schema says: such a file is as good as none. */
export async function readJsonFile<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return parseJson(await readFile(path, "utf8"), schema);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Null when the text is not JSON or not what the schema says. */
export function parseJson<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Writes a JSON file whole or not at all: a reader never sees half of it. */
export async function writeJsonFile(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`);
  await rename(`${path}.new`, path);
}
