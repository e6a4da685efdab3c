import { join } from "node:path";
import type { ModelCheck } from "../ports/model-store.ts";
import { digestOf } from "./download/checksum.ts";
import { type Manifest, sizeOf } from "./installed.ts";

/** Hashes every file of a manifest again. Reads all of the model; the signal ends it. */
export async function verifyModel(
  modelsDir: string,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<Pick<ModelCheck, "intact" | "files">> {
  const files: ModelCheck["files"][number][] = [];
  for (const { file, bytes, sha256 } of Object.values(manifest.files)) {
    const path = join(modelsDir, manifest.name, file);
    const size = await sizeOf(path);
    const same = size === bytes && (await digestOf(path, "sha256", signal)) === sha256;
    const state = same ? "intact" : "changed";
    files.push({ file, state: size === null ? "missing" : state });
  }
  return { intact: files.every(({ state }) => state === "intact"), files };
}
