import { join } from "node:path";
import { z } from "zod";
import type { ModelFamily, ModelListing } from "../ports/model-store.ts";
import { readJsonFile } from "./download/json-file.ts";
import { familyOf, type Manifest } from "./installed.ts";
import { readGgmlHeader } from "./own/ggml-file.ts";
import { MlxConfigSchema } from "./own/mlx-directory.ts";

const GenerationSchema = z.object({ is_multilingual: z.boolean().optional() });

/** Vocabularies of more tokens than this hold those of the languages. */
const ENGLISH_VOCABULARY = 51_864;

type Read = (modelsDir: string, manifest: Manifest) => Promise<boolean | null>;

/** Whether a model knows other languages than English, as its own files tell. Null where they do not. */
const MULTILINGUAL: Partial<Record<ModelFamily, Read>> = {
  async whisper(modelsDir, manifest) {
    const path = pathOf(modelsDir, manifest, "generation");
    const generation = path === null ? null : await readJsonFile(path, GenerationSchema);
    return generation?.is_multilingual ?? null;
  },
  async ggml(modelsDir, manifest) {
    const path = pathOf(modelsDir, manifest, "model");
    const header = path === null ? null : await readGgmlHeader(path);
    return header && header.vocabulary > ENGLISH_VOCABULARY;
  },
  async mlx(modelsDir, manifest) {
    const path = pathOf(modelsDir, manifest, "config");
    const config = path === null ? null : await readJsonFile(path, MlxConfigSchema);
    return config && config.n_vocab > ENGLISH_VOCABULARY;
  },
};

/** What the files of one's own model tell about it. */
export async function describeOwnModel(
  modelsDir: string,
  manifest: Manifest,
): Promise<Pick<ModelListing, "what" | "family" | "languages" | "tasks">> {
  const family = familyOf(manifest.name, manifest);
  const multilingual = (await MULTILINGUAL[family]?.(modelsDir, manifest)) ?? null;
  return {
    what: `Added from ${manifest.source}`,
    family,
    languages: languagesOf(multilingual),
    tasks: tasksOf(family, multilingual),
  };
}

function pathOf(modelsDir: string, { name, files }: Manifest, role: string): string | null {
  const file = files[role]?.file;
  return file === undefined ? null : join(modelsDir, name, file);
}

function languagesOf(multilingual: boolean | null): ModelListing["languages"] {
  if (multilingual === null) return null;
  return multilingual ? "any" : ["en"];
}

function tasksOf(family: ModelFamily, multilingual: boolean | null): ModelListing["tasks"] {
  if (family === "silero") return [];
  return multilingual ? ["transcribe", "translate"] : ["transcribe"];
}
