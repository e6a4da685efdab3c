import type { ModelListing } from "../ports/model-store.ts";
import { CATALOGUE } from "./catalogue.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import { describeOwnModel } from "./describe-own-model.ts";
import { isWhole, type Manifest, readManifest } from "./installed.ts";
import { ownModelNames } from "./own-models.ts";

/** The whole catalogue in its order, then the models that were added here. */
export async function listModels(modelsDir: string): Promise<ModelListing[]> {
  const known = await Promise.all(CATALOGUE.map((entry) => listEntry(modelsDir, entry)));
  const names = await ownModelNames(modelsDir);
  const own = await Promise.all(names.map((name) => listOwn(modelsDir, name)));
  return [...known, ...own.flat()];
}

/** A model of the catalogue, and what of it is here. */
export async function listEntry(modelsDir: string, entry: CatalogueEntry): Promise<ModelListing> {
  const { name, what, family, licence, languages, tasks, remote = false } = entry;
  const { downloadBytes = null, memoryBytes = null } = entry;
  const installed = remote ? null : await installedFacts(modelsDir, name, await readManifest(modelsDir, name));
  const facts = { name, what, family, origin: "catalogue", remote, licence, languages, tasks } as const;
  return { ...facts, downloadBytes, memoryBytes, installed };
}

/** A model that was added here; nothing where it is gone meanwhile. */
export async function listOwn(modelsDir: string, name: string): Promise<ModelListing[]> {
  const manifest = await readManifest(modelsDir, name);
  if (manifest === null) return [];
  const told = await describeOwnModel(modelsDir, { ...manifest, name });
  const installed = await installedFacts(modelsDir, name, manifest);
  const unknown = { licence: null, downloadBytes: null, memoryBytes: null };
  return [{ name, ...told, origin: "own", remote: false, ...unknown, installed }];
}

async function installedFacts(modelsDir: string, name: string, manifest: Manifest | null) {
  if (manifest === null || !(await isWhole(modelsDir, name, manifest))) return null;
  const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0);
  return { bytes, source: manifest.source, since: manifest.installedAt };
}
