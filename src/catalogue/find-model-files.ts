import { stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { Failure } from "../domain/failure.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import { type Checksum, sha256 } from "./download/checksum.ts";
import { WHISPER_FILES } from "./entries/whisper.ts";
import { FILE_NAME, type Manifest } from "./installed.ts";
import { filesIn } from "./own/files-in.ts";
import { ggmlFilesIn, type Layout } from "./own/layout.ts";
import { mlxFiles } from "./own/mlx-directory.ts";

/** A file of a model that somebody brings. */
export interface FoundFile {
  readonly role: string;
  readonly path: string;
  /** What it shall be called in the store. */
  readonly file: string;
  readonly checksum: Checksum | null;
}

/** Other names a file of the Hugging Face layout may have, best first: the same network, not quantised. */
const UNQUANTISED: Readonly<Record<string, string>> = {
  "encoder_model_quantized.onnx": "encoder_model.onnx",
  "decoder_model_merged_quantized.onnx": "decoder_model_merged.onnx",
};

/**
 * Finds the files of a model: those a manifest names, the file of whisper.cpp, those of MLX, or those of the Hugging Face
 * layout (the networks in `onnx/` or beside the rest). A single file is the whole of a model with one role.
 * @throws {Failure} `option-invalid`, naming what is missing.
 */
export async function findModelFiles(path: string, { name, layout, entry, manifest }: Wanted): Promise<FoundFile[]> {
  const wanted = entry ? namesByRole(entry) : whisperNames();
  if (manifest !== null) return filesOfManifest(path, { name, manifest, roles: entry ? Object.keys(wanted) : [] });
  if (layout === "ggml") return [found("model", await ggmlFile(path))];
  if ((await stat(path)).isFile()) {
    // One's own network for voice activity is the only model that is a single ONNX file.
    const roles = entry || !name.startsWith("vad/") ? Object.keys(wanted) : ["model"];
    if (roles.length === 1) return roles.map((role) => found(role, path));
    throw new Failure(
      "option-invalid",
      `${basename(path)} is one file and the model needs ${roles.length}: give the directory they are in.`,
    );
  }
  if (layout === "onnx") return findByName(path, wanted);
  const files = await mlxFiles(
    path,
    (await filesIn(path)).map((file) => basename(file)),
  );
  return Object.entries(files).map(([role, file]) => found(role, file));
}

interface Wanted {
  readonly name: string;
  readonly layout: Layout;
  readonly entry: CatalogueEntry | undefined;
  readonly manifest: Manifest | null;
}

function found(role: string, path: string): FoundFile {
  const plain = basename(path);
  return { role, path, file: FILE_NAME.test(plain) ? plain : `${role}${extname(plain)}`, checksum: null };
}

async function ggmlFile(path: string): Promise<string> {
  if ((await stat(path)).isFile()) return path;
  const [file, ...others] = await ggmlFilesIn(path);
  if (file !== undefined && others.length === 0) return file;
  throw new Failure("option-invalid", `${basename(path)} holds several models of whisper.cpp: name the file.`);
}

function filesOfManifest(
  path: string,
  { name, manifest, roles }: { name: string; manifest: Manifest; roles: readonly string[] },
): FoundFile[] {
  const lacking = roles.filter((role) => !(role in manifest.files));
  if (lacking.length > 0) {
    throw new Failure(
      "option-invalid",
      `${basename(path)} is another model than ${name}: it has no ${lacking.join(", ")}.`,
    );
  }
  const files = Object.entries(manifest.files);
  return files.map(([role, { file, sha256: hex }]) => {
    return { role, file, path: join(path, file), checksum: sha256(hex) };
  });
}

async function findByName(path: string, wanted: Record<string, string[]>): Promise<FoundFile[]> {
  const present = new Map<string, string>();
  for (const folder of [join(path, "onnx"), path]) {
    for (const file of await filesIn(folder)) present.set(basename(file), file);
  }
  const files: FoundFile[] = [];
  const lacking: string[] = [];
  for (const [role, names] of Object.entries(wanted)) {
    const name = names.find((each) => present.has(each));
    const file = name && present.get(name);
    if (!file) {
      lacking.push(names.join(" or "));
      continue;
    }
    files.push(found(role, file));
    // Networks above 2 GB keep their weights in a file of their own beside them.
    const weights = present.get(`${name}_data`);
    if (weights) files.push(found(`${role}Weights`, weights));
  }
  if (lacking.length === 0) return files;
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
