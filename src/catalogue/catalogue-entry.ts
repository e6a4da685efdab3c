import type { Task } from "../domain/transcription.ts";
import type { ModelFamily } from "../ports/model-store.ts";

/** Paths in a mirror by role. The checksums are those of the builds a mirror is known to hold, where there are any. */
export interface MirrorFiles {
  readonly kind: "mirror";
  readonly files: Readonly<
    Record<string, { readonly path: string; readonly sha256?: string | readonly [string, ...string[]] }>
  >;
}

/** Paths in a repository on Hugging Face by role; a checksum counts before the one that the hub tells. */
export interface HuggingFaceFiles {
  readonly kind: "hugging-face";
  readonly repository: string;
  /** A commit, where checksums belong to one. Left out, the newest. */
  readonly revision?: string;
  readonly files: Readonly<Record<string, string | { readonly path: string; readonly sha256?: string }>>;
}

/** Paths inside the tarball of an npm package by role. */
export interface NpmFiles {
  readonly kind: "npm-tarball";
  readonly package: string;
  readonly version: string;
  readonly files: Readonly<Record<string, { readonly path: string; readonly bytes: number; readonly sha256: string }>>;
}

/** Where a model may be had. */
export type SourceFiles = MirrorFiles | HuggingFaceFiles | NpmFiles;

/** A model this product knows. Checksums belong to a source: each may have its own build of the same files. */
export interface CatalogueEntry {
  /** `engine/model` */
  readonly name: string;
  readonly what: string;
  readonly family: ModelFamily;
  /** SPDX name; null for a remote model. */
  readonly licence: string | null;
  /** ISO 639-1 codes; `any` stands for the 99 languages of Whisper (all sound, for voice activity). */
  readonly languages: "any" | readonly string[];
  readonly tasks: readonly Task[];
  /** About what a download takes, where it is known. */
  readonly downloadBytes?: number;
  /** Resident memory of a process that has loaded it, where it was measured. */
  readonly memoryBytes?: number;
  /** True where there are no files: recordings are sent to a service. */
  readonly remote?: true;
  /** Asked in this order. */
  readonly sources: readonly SourceFiles[];
}
