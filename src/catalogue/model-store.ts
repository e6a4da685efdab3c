import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../domain/failure.ts";
import { isMissing } from "../domain/system-errors.ts";
import type { DownloadOptions, InstalledModel, ModelStore } from "../ports/model-store.ts";
import { addModel } from "./add-model.ts";
import { findEntry } from "./catalogue.ts";
import { describeModel } from "./describe-model.ts";
import { diskFailure } from "./download/disk-failure.ts";
import { fetchModel } from "./download/fetch-model.ts";
import { type Limits, USUAL_LIMITS } from "./download/limits.ts";
import { openWorkspace } from "./download/workspace.ts";
import { installedModel, isWhole, type Manifest, readManifest, sizeOf } from "./installed.ts";
import { listModels } from "./list-models.ts";
import { withModelLock } from "./model-lock.ts";
import { ownModelNames } from "./own-models.ts";
import { refuseRemote, remoteModelName } from "./remote-model.ts";
import { resolveModelName } from "./resolve-model-name.ts";
import { type SourceOptions, sourcesOf } from "./sources/sources-of.ts";
import { verifyModel } from "./verify-model.ts";

export interface ModelStoreOptions extends SourceOptions {
  /** Made when it is first needed. Each model lies in `<modelsDir>/<engine>/<model>/`; all of it may serve as a mirror. */
  readonly modelsDir: string;
  readonly limits?: Limits;
}

/** Keeps models in a directory, and fetches those of the catalogue that are missing there. */
export function modelStore(options: ModelStoreOptions): ModelStore {
  const { modelsDir, limits = USUAL_LIMITS } = options;
  const resolved = async (name: string) => resolveModelName(name, await ownModelNames(modelsDir));
  const orDiskFailure = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw diskFailure(error, modelsDir);
    }
  };
  const obtain = (name: string, hash: boolean, call: DownloadOptions) =>
    orDiskFailure(async () => obtainModel({ ...options, limits, ...call, hash, name: await resolved(name) }));
  return {
    async require(name, call) {
      const remote = remoteModelName(name);
      return remote === null ? obtain(name, false, call) : { name: remote, files: {}, family: "openai", tasks: null };
    },
    async pull(name, call) {
      refuseRemote(name, "fetch");
      return obtain(name, true, call);
    },
    list: () => listModels(modelsDir),
    describe: async (asked) => describeModel(modelsDir, await resolved(asked), options),
    async verify(asked, { signal }) {
      refuseRemote(asked, "verify");
      const name = await resolved(asked);
      const manifest = await readManifest(modelsDir, name);
      if (manifest === null) {
        throw new Failure(
          "model-unavailable",
          `${name} is not on this machine; "scribewell models pull ${name}" fetches it.`,
        );
      }
      return { name, ...(await verifyModel(modelsDir, { ...manifest, name }, signal)) };
    },
    async add(path, { name, signal }) {
      if (name !== undefined) refuseRemote(name, "add");
      return orDiskFailure(() => addModel({ modelsDir, limits, path, name, signal }));
    },
    remove: (asked, { signal }) =>
      orDiskFailure(async () => {
        refuseRemote(asked, "remove");
        const name = await resolved(asked);
        return withModelLock({ modelsDir, name, staleMs: limits.lockStaleMs, signal }, () =>
          removeModel(join(modelsDir, name)),
        );
      }),
  };
}

interface Wanted extends ModelStoreOptions, DownloadOptions {
  readonly name: string;
  readonly limits: Limits;
  /** Whether files that are here are hashed, or their sizes are enough. */
  readonly hash: boolean;
}

async function obtainModel(wanted: Wanted): Promise<InstalledModel> {
  const { modelsDir, name, limits, onProgress, signal } = wanted;
  signal.throwIfAborted();
  const installed = async () => {
    const manifest = await readManifest(modelsDir, name);
    return manifest && (await isGood(wanted, manifest)) ? installedModel(modelsDir, name, manifest) : null;
  };
  const here = await installed();
  if (here) return here;
  const onWait = () => reportOther(modelsDir, name, onProgress);
  return withModelLock({ modelsDir, name, staleMs: limits.lockStaleMs, signal, onWait }, async (held) => {
    const meanwhile = await installed();
    if (meanwhile) return meanwhile;
    await fetchMissing({ ...wanted, signal: held });
    const fetched = await readManifest(modelsDir, name);
    if (fetched === null) throw new Error(`The manifest of ${name} went missing while it was fetched`);
    return installedModel(modelsDir, name, fetched);
  });
}

async function isGood({ modelsDir, name, hash, signal }: Wanted, manifest: Manifest): Promise<boolean> {
  if (!hash) return isWhole(modelsDir, name, manifest);
  return (await verifyModel(modelsDir, { ...manifest, name }, signal)).intact;
}

async function fetchMissing(wanted: Wanted): Promise<void> {
  const { modelsDir, name, limits, onProgress, signal } = wanted;
  const entry = findEntry(name);
  const manifest = await readManifest(modelsDir, name);
  const check = manifest && (await verifyModel(modelsDir, { ...manifest, name }, signal));
  if (!entry) {
    const bad = check?.files.filter(({ state }) => state !== "intact").map(({ file, state }) => `${file} is ${state}`);
    const what = `${name} is damaged: ${bad?.join(", ")}. It was added here and cannot be fetched`;
    throw new Failure(
      "model-corrupt",
      `${what}: run "scribewell models rm ${name}", then "scribewell models add PATH" again.`,
    );
  }
  const good = new Set(check?.files.filter(({ state }) => state === "intact").map(({ file }) => file));
  const damaged = manifest && { manifest, good };
  const { family } = entry;
  const workspace = await openWorkspace({ modelsDir, name, family, limits, onProgress, damaged });
  await fetchModel(workspace, sourcesOf(entry, wanted), signal);
}

/** Tells how far the process is that fetches the model for us too. */
async function reportOther(modelsDir: string, name: string, onProgress: DownloadOptions["onProgress"]): Promise<void> {
  const dir = join(modelsDir, name);
  const partial = (await namesIn(dir)).find((file) => file.endsWith(".partial"));
  const bytes = partial === undefined ? 0 : ((await sizeOf(join(dir, partial))) ?? 0);
  const file = partial?.replace(/\.partial$/, "") ?? "";
  onProgress?.({ model: name, file, bytes, totalBytes: null, waiting: true });
}

async function removeModel(dir: string): Promise<{ bytes: number }> {
  const sizes = await Promise.all((await namesIn(dir)).map((file) => sizeOf(join(dir, file))));
  await rm(dir, { recursive: true, force: true });
  return { bytes: sizes.reduce((sum: number, size) => sum + (size ?? 0), 0) };
}

async function namesIn(dir: string): Promise<string[]> {
  return readdir(dir).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}
