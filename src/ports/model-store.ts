import type { Task } from "../domain/transcription.ts";

/** Which kind of engine reads the files of a model. */
export const MODEL_FAMILIES = [
  "whisper",
  "moonshine",
  "silero",
  "ggml",
  "mlx",
  "openai",
  "sherpa-moonshine",
  "sherpa-parakeet",
  "sherpa-zipformer",
  "sherpa-sense-voice",
  "sherpa-canary",
] as const;

/**
 * `whisper`, `moonshine` and `silero` are ONNX files, `ggml` is whisper.cpp's format, `mlx` that of Apple's MLX; `openai`
 * is a remote service and has no files.
 */
export type ModelFamily = (typeof MODEL_FAMILIES)[number];

/** Files of one model, ready on this machine and verified when they were fetched. */
export interface InstalledModel {
  /** `onnx/whisper-base` */
  readonly name: string;
  /** Absolute paths by the role the engine knows them by, for example `encoder`. None of a remote model. */
  readonly files: Readonly<Record<string, string>>;
  /** Which kind of engine reads the files: a `ModelFamily`, or what no engine here knows. */
  readonly family: string;
  /** What it was trained to do, where the catalogue knows better than the files. */
  readonly tasks: readonly Task[] | null;
}

/** Bytes of a download as it goes. `totalBytes` is null while the server has not said. */
export interface DownloadProgress {
  readonly model: string;
  readonly file: string;
  readonly bytes: number;
  readonly totalBytes: number | null;
  /** True while another process downloads this model and this one waits for it; `bytes` are then what the other has. */
  readonly waiting: boolean;
}

/** What a call that may download needs: the signal ends it within 2 s, with `signal.reason`. */
export interface DownloadOptions {
  /** Called at most ten times a second and file, and once at the end of each file. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal: AbortSignal;
}

/** One line of the catalogue, or a model somebody added here. */
export interface ModelListing {
  readonly name: string;
  /** In one line. */
  readonly what: string;
  readonly family: ModelFamily;
  readonly origin: "catalogue" | "own";
  /** True where recordings are sent to a service: nothing of it is ever on this machine. */
  readonly remote: boolean;
  /** SPDX name; null where it is not known, and for a remote model. */
  readonly licence: string | null;
  /** ISO 639-1 codes; `any` stands for the 99 languages of Whisper (all sound, for voice activity); null where it is not known. */
  readonly languages: "any" | readonly string[] | null;
  /** Empty for a model that writes no text. */
  readonly tasks: readonly Task[];
  /** About what a download takes, where it is known. */
  readonly downloadBytes: number | null;
  /** About what the process holds once the model is loaded, where it was measured. */
  readonly memoryBytes: number | null;
  /** What is on this machine; null when the model is not, or not whole. */
  readonly installed: { readonly bytes: number; readonly source: string; readonly since: string } | null;
}

/** A file of a model, wherever it lies. Null where it is not known before it is fetched. */
export interface ModelFile {
  readonly role: string;
  readonly file: string;
  readonly bytes: number | null;
  readonly sha256: string | null;
}

/** All that is known of one model. */
export interface ModelDescription extends ModelListing {
  /** Where it may be had, in the order in which they are asked. */
  readonly sources: readonly { readonly name: string; readonly files: readonly ModelFile[] }[];
  /** What is on this machine; null when the model is not, or not whole. */
  readonly here: { readonly directory: string; readonly files: readonly ModelFile[] } | null;
}

/**
 * About what a process holds once this model is loaded: as measured, or else 1.3 times its files and 150 MB for the
 * program around them. Null where the size is not known, and for a remote model.
 */
export function expectedMemory({
  memoryBytes,
  installed,
  downloadBytes,
}: Pick<ModelListing, "memoryBytes" | "installed" | "downloadBytes">): number | null {
  const fileBytes = installed?.bytes ?? downloadBytes;
  return memoryBytes ?? (fileBytes === null ? null : Math.round(1.3 * fileBytes + 150e6));
}

/** What hashing the files of an installed model again has shown. */
export interface ModelCheck {
  readonly name: string;
  readonly intact: boolean;
  readonly files: readonly { readonly file: string; readonly state: "intact" | "missing" | "changed" }[];
}

/**
 * The models this product knows and those that are on this machine.
 * A name may leave out the engine: `whisper-base` is `onnx/whisper-base`. What begins with `openai/` is a remote model,
 * in the catalogue or not: `require` gives it without files, and everything else that is about files refuses it with
 * `option-invalid`.
 * Every call throws `model-unknown` for a name that is neither in the catalogue nor on this machine,
 * and `output-unwritable` when it has to write and may not.
 */
export interface ModelStore {
  /**
   * Gives the files of a model, downloading what is missing from the first source that has it.
   * Safe to call from several processes at once: one downloads, the others wait for it.
   * @throws {Failure} `model-unknown`, `model-unavailable`, `model-corrupt`, `disk-full`.
   */
  require(name: string, options: DownloadOptions): Promise<InstalledModel>;

  /** Like `require`, and hashes what is here already: damaged files are fetched again. */
  pull(name: string, options: DownloadOptions): Promise<InstalledModel>;

  /** The whole catalogue in its order, then the models that were added here, by name. */
  list(): Promise<readonly ModelListing[]>;

  /** Tells all that is known of one model. A remote one that is not in the catalogue is unknown here. */
  describe(name: string): Promise<ModelDescription>;

  /**
   * Hashes every file of an installed model and compares it with what was recorded when it came.
   * @throws {Failure} `model-unavailable` when the model is not on this machine.
   */
  verify(name: string, options: { signal: AbortSignal }): Promise<ModelCheck>;

  /**
   * Copies a model into the store: a file of whisper.cpp, a directory of MLX, one of ONNX files in the Hugging Face
   * layout, or one taken from another store. Which of them it is, the files tell.
   * @param options.name Left out, the name inside the directory or that of the directory or file counts. Its engine must
   * be the one that reads these files; left out, it is.
   * @throws {Failure} `source-not-found`, `option-invalid` when it is none of these, files are missing or the name is
   * taken, `model-corrupt` when a file is cut short or not what its name says, `disk-full`.
   */
  add(path: string, options: { name?: string; signal: AbortSignal }): Promise<InstalledModel>;

  /** Deletes a model and what is left of its downloads. Gives the bytes that became free: 0 when there was nothing. */
  remove(name: string, options: { signal: AbortSignal }): Promise<{ readonly bytes: number }>;
}
