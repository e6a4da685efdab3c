import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isMissing } from "../../domain/system-errors.ts";
import { sizeOf } from "../installed.ts";

/** Paths of the files in a folder, sorted; none where there is no such folder. */
export async function filesIn(folder: string): Promise<string[]> {
  try {
    const names = (await readdir(folder)).sort().map((name) => join(folder, name));
    const sizes = await Promise.all(names.map(sizeOf));
    return names.filter((_name, index) => sizes[index] !== null);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
