import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isMissing } from "../domain/system-errors.ts";
import type { ModelListing } from "../ports/model-store.ts";
import { findEntry } from "./catalogue.ts";
import { readJsonFile } from "./download/json-file.ts";
import { type Manifest, readManifest } from "./installed.ts";

/** What a model name may look like: also a path of two parts that cannot lead elsewhere. */
export const MODEL_NAME = /^[a-z0-9][a-z0-9._-]*\/[a-z0-9](?:[a-z0-9._-]*[a-z0-9_-])?$/;

/** Names of the models on this machine that the catalogue does not know, sorted. */
export async function ownModelNames(modelsDir: string): Promise<string[]> {
  const names: string[] = [];
  for (const engine of await directoriesIn(modelsDir)) {
    for (const model of await directoriesIn(join(modelsDir, engine))) {
      const name = `${engine}/${model}`;
      if (!MODEL_NAME.test(name) || findEntry(name)) continue;
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

const ConfigSchema = z.object({ model_type: z.string().optional() });
const GenerationSchema = z.object({ is_multilingual: z.boolean().optional() });

/** What the files of one's own model tell about it. */
export async function describeOwnModel(
  modelsDir: string,
  manifest: Manifest,
): Promise<Pick<ModelListing, "what" | "family" | "languages" | "tasks">> {
  const read = async <T>(role: string, schema: z.ZodType<T>) => {
    const file = manifest.files[role]?.file;
    return file === undefined ? null : readJsonFile(join(modelsDir, manifest.name, file), schema);
  };
  const family = (await read("config", ConfigSchema))?.model_type ?? null;
  const multilingual = (await read("generation", GenerationSchema))?.is_multilingual;
  return {
    what: `Added from ${manifest.source}`,
    family,
    languages: languagesOf(multilingual),
    tasks: multilingual ? ["transcribe", "translate"] : ["transcribe"],
  };
}

function languagesOf(multilingual: boolean | undefined): ModelListing["languages"] {
  if (multilingual === undefined) return null;
  return multilingual ? "any" : ["en"];
}
