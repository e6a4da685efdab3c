import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isMissing } from "../domain/system-errors.ts";
import { findEntry } from "./catalogue.ts";
import { readManifest } from "./installed.ts";
import { remoteModelName } from "./remote-model.ts";

/** What a model name may look like: also a path of two parts that cannot lead elsewhere. */
export const MODEL_NAME = /^[a-z0-9][a-z0-9._-]*\/[a-z0-9](?:[a-z0-9._-]*[a-z0-9_-])?$/;

/** Names of the models on this machine that the catalogue does not know, sorted. */
export async function ownModelNames(modelsDir: string): Promise<string[]> {
  const names: string[] = [];
  for (const engine of await directoriesIn(modelsDir)) {
    for (const model of await directoriesIn(join(modelsDir, engine))) {
      const name = `${engine}/${model}`;
      if (!MODEL_NAME.test(name) || findEntry(name) || remoteModelName(name) !== null) continue;
      if ((await readManifest(modelsDir, name)) !== null) names.push(name);
    }
  }
  return names.sort((one, other) => one.localeCompare(other));
}

async function directoriesIn(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
