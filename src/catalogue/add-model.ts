import { rm, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { Failure } from "../domain/failure.ts";
import { isMissing } from "../domain/system-errors.ts";
import type { InstalledModel, ModelFamily } from "../ports/model-store.ts";
import { findEntry } from "./catalogue.ts";
import { downloadFile } from "./download/download-file.ts";
import { complaintAbout } from "./download/file-shape.ts";
import { readJsonFile } from "./download/json-file.ts";
import type { Limits } from "./download/limits.ts";
import { openLocal } from "./download/open-local.ts";
import { SourceFault } from "./download/source-fault.ts";
import { openWorkspace } from "./download/workspace.ts";
import { type FoundFile, findModelFiles } from "./find-model-files.ts";
import {
  familyOf,
  installedModel,
  MANIFEST_FILE,
  type Manifest,
  ManifestSchema,
  readInstalled,
  readManifest,
} from "./installed.ts";
import { withModelLock } from "./model-lock.ts";
import { complaintAboutGgml } from "./own/ggml-file.ts";
import { type Layout, layoutOf, layoutOfFamily } from "./own/layout.ts";
import { complaintAboutWeights } from "./own/mlx-directory.ts";
import { nameOwnModel } from "./own/name-own-model.ts";

export interface AddOptions {
  readonly modelsDir: string;
  readonly limits: Limits;
  readonly path: string;
  readonly name: string | undefined;
  readonly signal: AbortSignal;
}

/** Copies a model into the store; see `ModelStore.add`. */
export async function addModel({ modelsDir, limits, path, name: asked, signal }: AddOptions): Promise<InstalledModel> {
  const from = resolve(path);
  const isDirectory = await exists(from);
  const manifest = isDirectory ? await readJsonFile(join(from, MANIFEST_FILE), ManifestSchema) : null;
  const layout = manifest ? layoutOfFamily(familyOf(manifest.name, manifest)) : await layoutOf(from);
  const name = nameOwnModel(asked ?? manifest?.name, { path: from, layout, isDirectory });
  const family = familyOfOwn(name, layout, manifest);
  const files = await findModelFiles(from, { name, layout, entry: findEntry(name), manifest });
  await assertShapes(files, layout);
  return withModelLock({ modelsDir, name, staleMs: limits.lockStaleMs, signal }, async (held) => {
    if ((await readInstalled(modelsDir, name)) !== null) {
      throw new Failure(
        "option-invalid",
        `${name} is here already: choose another name, or run "scribewell models rm ${name}" first.`,
      );
    }
    try {
      await copyIn(files, { modelsDir, limits, name, family, from, signal: held });
    } catch (error) {
      await rm(join(modelsDir, name), { recursive: true, force: true });
      throw error;
    }
    const written = await readManifest(modelsDir, name);
    if (written === null) throw new Error(`The manifest of ${name} went missing while it was added`);
    return installedModel(modelsDir, name, written);
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (!isMissing(error)) throw error;
    const detail = `There is no file or directory ${basename(path)}. Check the path, and the directory the command runs in.`;
    throw new Failure("source-not-found", detail);
  }
}

/** What reads the files. Of one's own there are Whispers in each form, and networks for voice activity. */
function familyOfOwn(name: string, layout: Layout, manifest: Manifest | null): ModelFamily {
  const known = findEntry(name)?.family;
  if (known !== undefined) return known;
  if (manifest !== null) return familyOf(manifest.name, manifest);
  if (layout !== "onnx") return layout;
  if (name.startsWith("vad/")) return "silero";
  if (name.startsWith("onnx/")) return "whisper";
  const detail = `${name} is not in the catalogue, and of one's own its engine takes none: ONNX files of a Whisper go by onnx/.`;
  throw new Failure("option-invalid", detail);
}

async function assertShapes(files: readonly FoundFile[], layout: Layout): Promise<void> {
  for (const { role, path } of files) {
    const complaint = await complaintOf(role, path, layout).catch((error: unknown) => {
      if (isMissing(error)) return `${basename(path)} is missing`;
      throw error;
    });
    if (complaint !== null) throw new Failure("model-corrupt", `The model cannot be added: ${complaint}.`);
  }
}

async function complaintOf(role: string, path: string, layout: Layout): Promise<string | null> {
  const complaint = await complaintAbout(path, basename(path));
  if (complaint !== null) return complaint;
  if (layout === "ggml") return complaintAboutGgml(path, basename(path));
  return layout === "mlx" && role === "weights" ? complaintAboutWeights(path, basename(path)) : null;
}

async function copyIn(
  files: readonly FoundFile[],
  to: Omit<AddOptions, "path" | "name"> & { name: string; family: ModelFamily; from: string },
) {
  const { modelsDir, limits, name, family, from, signal } = to;
  const workspace = await openWorkspace({ modelsDir, name, family, limits, onProgress: undefined, damaged: null });
  workspace.enter(from);
  const roles: Record<string, string> = {};
  for (const { role, path, file, checksum } of files) {
    try {
      await downloadFile({ workspace, file, open: openLocal(path), checksum: () => checksum, signal });
    } catch (error) {
      throw error instanceof SourceFault ? badFile(name, file, error) : error;
    }
    roles[role] = file;
  }
  await workspace.seal(roles);
}

function badFile(name: string, file: string, fault: SourceFault): Failure {
  return new Failure("model-corrupt", `${name} cannot be added: ${file} ${fault.message}.`, { cause: fault });
}
