import { join } from "node:path";
import { basename } from "node:path/posix";
import { Failure } from "../domain/failure.ts";
import type { ModelDescription, ModelFile } from "../ports/model-store.ts";
import { findEntry } from "./catalogue.ts";
import type { CatalogueEntry, SourceFiles } from "./catalogue-entry.ts";
import { readManifest } from "./installed.ts";
import { listEntry, listOwn } from "./list-models.ts";
import { type SourceOptions, sourcesOf } from "./sources/sources-of.ts";

/** Tells all that is known of a model; see `ModelStore.describe`. */
export async function describeModel(
  modelsDir: string,
  name: string,
  options: SourceOptions,
): Promise<ModelDescription> {
  const entry = findEntry(name);
  const [listing] = entry ? [await listEntry(modelsDir, entry)] : await listOwn(modelsDir, name);
  if (!listing) {
    const detail = `Nothing is known here of ${name}: ask the service it belongs to.`;
    throw new Failure("model-unknown", detail);
  }
  const sources = entry?.sources.flatMap((files) => describeSource(entry, files, options)) ?? [];
  return { ...listing, sources, here: listing.installed && (await describeHere(modelsDir, name)) };
}

/** Nothing for a mirror where none is set. */
function describeSource(
  entry: CatalogueEntry,
  source: SourceFiles,
  options: SourceOptions,
): ModelDescription["sources"] {
  const files = Object.entries(source.files).map(([role, file]) => describeFile(role, file));
  return sourcesOf({ ...entry, sources: [source] }, options).map(({ name }) => ({ name, files }));
}

function describeFile(role: string, file: SourceFiles["files"][string]): ModelFile {
  if (typeof file === "string") return { role, file: basename(file), bytes: null, sha256: null };
  const [sha256 = null] = [file.sha256].flat();
  return { role, file: basename(file.path), bytes: "bytes" in file ? file.bytes : null, sha256 };
}

async function describeHere(modelsDir: string, name: string): Promise<ModelDescription["here"]> {
  const manifest = await readManifest(modelsDir, name);
  if (manifest === null) return null;
  const files = Object.entries(manifest.files).map(([role, file]) => ({ role, ...file }));
  return { directory: join(modelsDir, name), files };
}
