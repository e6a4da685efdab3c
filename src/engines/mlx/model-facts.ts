import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import { isMissing } from "../../domain/system-errors.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import { type VocabularyFacts, vocabularyFacts } from "../whisper-program/vocabulary-facts.ts";

/** What is known of a Whisper for MLX before it is loaded. */
export interface MlxFacts extends VocabularyFacts {
  /** As mlx-whisper takes it: with `config.json` and the weights. */
  readonly directory: string;
}

const Config = z.object({ n_vocab: z.int().positive() });

/** By these names mlx-whisper looks for them. */
const WEIGHTS = ["weights.safetensors", "weights.npz"];

/**
 * Looks at the files of a model.
 * @throws {Failure} `model-corrupt` when they do not lie as mlx-whisper wants them, or are not of a Whisper
 */
export async function readMlxFacts({ name, files: { config, weights } }: InstalledModel): Promise<MlxFacts> {
  const isLaidOut =
    config !== undefined &&
    weights !== undefined &&
    dirname(config) === dirname(weights) &&
    basename(config) === "config.json" &&
    WEIGHTS.includes(basename(weights));
  const tokens = isLaidOut ? await vocabularyOf(config) : null;
  if (!isLaidOut || tokens === null)
    throw new Failure(
      "model-corrupt",
      `${name} is no model for mlx-whisper: config.json and ${WEIGHTS.join(" or ")} belong together; run: scribewell models pull ${name}`,
    );
  return { directory: dirname(config), ...vocabularyFacts(tokens) };
}

async function vocabularyOf(path: string): Promise<number | null> {
  try {
    return Config.parse(JSON.parse(await readFile(path, "utf8"))).n_vocab;
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
