import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Failure } from "../domain/failure.ts";
import { isMissing } from "../domain/system-errors.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import { type Checksum, sha256 } from "./download/checksum.ts";
import { WHISPER_FILES } from "./entries/whisper.ts";
import { type Manifest, sizeOf } from "./installed.ts";

/** A file of a model that somebody brings. */
export interface FoundFile {
  readonly role: string;
  readonly path: string;
  readonly checksum: Checksum | null;
}

/** Other names a file of the Hugging Face layout may have, best first: the same network, not quantised. */
const UNQUANTISED: Readonly<Record<string, string>> = {
  "encoder_model_quantized.onnx": "encoder_model.onnx",
  "decoder_model_merged_quantized.onnx": "decoder_model_merged.onnx",
};

/**
 * Finds the files of a model in a directory: those a manifest names, or those of the Hugging Face layout
 * (the networks in `onnx/` or beside the rest). A single file is the whole of a model with one role.
 * @throws {Failure} `option-invalid`, naming what is missing.
 */
export async function findModelFiles(
  path: string,
  { entry, manifest }: { entry: CatalogueEntry | undefined; manifest: Manifest | null },
): Promise<FoundFile[]> {
  const wanted = entry ? namesByRole(entry) : whisperNames();
  if ((await stat(path)).isFile()) {
    const roles = entry ? Object.keys(wanted) : ["model"];
    if (roles.length === 1) return roles.map((role) => ({ role, path, checksum: null }));
    throw new Failure(
      "option-invalid",
      `${basename(path)} is one file and the model needs ${roles.length}: give the directory they are in.`,
    );
  }
  if (manifest === null) return findByName(path, wanted);
  const lacking = entry ? Object.keys(wanted).filter((role) => !(role in manifest.files)) : [];
  if (lacking.length > 0) {
    throw new Failure(
      "option-invalid",
      `${basename(path)} is another model than ${entry?.name}: it has no ${lacking.join(", ")}.`,
    );
  }
  const files = Object.entries(manifest.files);
  return files.map(([role, file]) => ({ role, path: join(path, file.file), checksum: sha256(file.sha256) }));
}

async function findByName(path: string, wanted: Record<string, string[]>): Promise<FoundFile[]> {
  const present = new Map<string, string>();
  for (const folder of [join(path, "onnx"), path]) {
    for (const file of await filesIn(folder)) present.set(basename(file), file);
  }
  const found: FoundFile[] = [];
  const lacking: string[] = [];
  for (const [role, names] of Object.entries(wanted)) {
    const name = names.find((each) => present.has(each));
    const file = name && present.get(name);
    if (!file) {
      lacking.push(names.join(" or "));
      continue;
    }
    found.push({ role, path: file, checksum: null });
    // Networks above 2 GB keep their weights in a file of their own beside them.
    const weights = present.get(`${name}_data`);
    if (weights) found.push({ role: `${role}Weights`, path: weights, checksum: null });
  }
  if (lacking.length === 0) return found;
  throw new Failure(
    "option-invalid",
    `${basename(path)} lacks ${lacking.join(", ")}: a model in the Hugging Face layout is needed.`,
  );
}

function whisperNames(): Record<string, string[]> {
  return Object.fromEntries(Object.entries(WHISPER_FILES).map(([role, file]) => [role, withAlternatives(file)]));
}

function namesByRole({ sources }: CatalogueEntry): Record<string, string[]> {
  const names: Record<string, string[]> = {};
  for (const { files } of sources) {
    for (const [role, file] of Object.entries(files)) {
      const name = basename(typeof file === "string" ? file : file.path);
      names[role] = [...new Set([...(names[role] ?? []), ...withAlternatives(name)])];
    }
  }
  return names;
}

function withAlternatives(file: string): string[] {
  const other = UNQUANTISED[file];
  return other === undefined ? [file] : [file, other];
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const names = (await readdir(folder)).map((name) => join(folder, name));
    const sizes = await Promise.all(names.map(sizeOf));
    return names.filter((_name, index) => sizes[index] !== null);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
