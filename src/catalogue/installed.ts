import { stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isMissing } from "../domain/system-errors.ts";
import { type InstalledModel, MODEL_FAMILIES, type ModelFamily } from "../ports/model-store.ts";
import { findEntry } from "./catalogue.ts";
import { readJsonFile } from "./download/json-file.ts";

/** The file that makes a directory a model: written last, when everything it names is there and verified. */
export const MANIFEST_FILE = "model.json";

/** A plain name: a manifest from elsewhere must not reach outside its directory. */
export const FILE_NAME = /^[\w][\w.-]*$/;

export const ManifestSchema = z.object({
  name: z.string(),
  /** Which kind of engine reads the files. Absent from what earlier versions wrote. */
  family: z.enum(MODEL_FAMILIES).optional(),
  /** Where it came from, as a person reads it. */
  source: z.string(),
  /** The source's own name for the version, where it has one. */
  revision: z.string().nullable(),
  installedAt: z.string(),
  /** By role. */
  files: z.record(
    z.string(),
    z.object({
      file: z.string().regex(FILE_NAME),
      bytes: z.number().int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/** What `model.json` says. */
export type Manifest = z.infer<typeof ManifestSchema>;

/** Gives the manifest of a model, or null when the directory has none that can be read. */
export function readManifest(modelsDir: string, name: string): Promise<Manifest | null> {
  return readJsonFile(join(modelsDir, name, MANIFEST_FILE), ManifestSchema);
}

/** Size of a file, or null when it is not there. */
export async function sizeOf(path: string): Promise<number | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** True when every file of the manifest is there with its size. */
export async function isWhole(modelsDir: string, name: string, manifest: Manifest): Promise<boolean> {
  const files = Object.values(manifest.files);
  const sizes = await Promise.all(files.map(({ file }) => sizeOf(join(modelsDir, name, file))));
  return files.every(({ bytes }, index) => sizes[index] === bytes);
}

/** Earlier versions took Whispers alone, and networks for voice activity, as models of one's own. */
export function familyOf(name: string, manifest: Manifest): ModelFamily {
  return findEntry(name)?.family ?? manifest.family ?? (name.startsWith("vad/") ? "silero" : "whisper");
}

export function installedModel(modelsDir: string, name: string, manifest: Manifest): InstalledModel {
  const files = Object.entries(manifest.files).map(([role, { file }]) => [role, join(modelsDir, name, file)]);
  const family = familyOf(name, manifest);
  return { name, files: Object.fromEntries(files), family, tasks: findEntry(name)?.tasks ?? null };
}

/** Gives a model that is here and whole; null otherwise. */
export async function readInstalled(modelsDir: string, name: string): Promise<InstalledModel | null> {
  const manifest = await readManifest(modelsDir, name);
  if (manifest === null || !(await isWhole(modelsDir, name, manifest))) return null;
  return installedModel(modelsDir, name, manifest);
}
