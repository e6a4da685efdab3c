import { rm, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { Failure } from "../domain/failure.ts";
import { isMissing } from "../domain/system-errors.ts";
import type { InstalledModel } from "../ports/model-store.ts";
import { CATALOGUE, findEntry } from "./catalogue.ts";
import { downloadFile } from "./download/download-file.ts";
import { complaintAbout } from "./download/file-shape.ts";
import { readJsonFile } from "./download/json-file.ts";
import type { Limits } from "./download/limits.ts";
import { openLocal } from "./download/open-local.ts";
import { SourceFault } from "./download/source-fault.ts";
import { openWorkspace } from "./download/workspace.ts";
import { type FoundFile, findModelFiles } from "./find-model-files.ts";
import { installedModel, MANIFEST_FILE, ManifestSchema, readInstalled, readManifest } from "./installed.ts";
import { withModelLock } from "./model-lock.ts";
import { MODEL_NAME } from "./own-models.ts";

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
  const name = nameOf(asked ?? manifest?.name ?? (isDirectory ? basename(from) : undefined), from);
  const files = await findModelFiles(from, { entry: findEntry(name), manifest });
  await assertShapes(files);
  return withModelLock({ modelsDir, name, staleMs: limits.lockStaleMs, signal }, async (held) => {
    if ((await readInstalled(modelsDir, name)) !== null) {
      throw new Failure(
        "option-invalid",
        `${name} is here already: choose another name, or run "scribewell models rm ${name}" first.`,
      );
    }
    try {
      await copyIn(files, { modelsDir, limits, name, from, signal: held });
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

function nameOf(asked: string | undefined, path: string): string {
  if (asked === undefined)
    throw new Failure("option-invalid", `Say what ${basename(path)} shall be called, for example vad/mine.`);
  const plain = asked.trim().toLowerCase();
  const known = CATALOGUE.find(({ name }) => name === plain || name.endsWith(`/${plain}`))?.name;
  const name = known ?? (plain.includes("/") ? plain : `onnx/${plain}`);
  if (MODEL_NAME.test(name)) return name;
  throw new Failure(
    "option-invalid",
    `"${asked}" cannot be the name of a model: write engine/model in letters, digits, dots and dashes, for example onnx/my-finetune.`,
  );
}

async function assertShapes(files: readonly FoundFile[]): Promise<void> {
  for (const { path } of files) {
    const complaint = await complaintAbout(path, basename(path)).catch((error: unknown) => {
      if (isMissing(error)) return `${basename(path)} is missing`;
      throw error;
    });
    if (complaint !== null) throw new Failure("model-corrupt", `The model cannot be added: ${complaint}.`);
  }
}

async function copyIn(
  files: readonly FoundFile[],
  to: Omit<AddOptions, "path" | "name"> & { name: string; from: string },
) {
  const { modelsDir, limits, name, from, signal } = to;
  const workspace = await openWorkspace({ modelsDir, name, limits, onProgress: undefined, damaged: null });
  workspace.enter(from);
  const roles: Record<string, string> = {};
  for (const { role, path, checksum } of files) {
    const file = basename(path);
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
