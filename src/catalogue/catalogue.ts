import type { CatalogueEntry } from "./catalogue-entry.ts";
import { GGML_ENTRIES } from "./entries/ggml.ts";
import { MLX_ENTRIES } from "./entries/mlx.ts";
import { MOONSHINE_TINY } from "./entries/moonshine.ts";
import { OPENAI_ENTRIES } from "./entries/openai.ts";
import { SHERPA_ENTRIES } from "./entries/sherpa.ts";
import { SILERO_V6 } from "./entries/silero.ts";
import { WHISPER_ENTRIES } from "./entries/whisper.ts";

/**
 * Every model this product knows, in the order in which a person reads them. A name without its engine means the first
 * that has it.
 */
export const CATALOGUE: readonly CatalogueEntry[] = [
  ...WHISPER_ENTRIES,
  MOONSHINE_TINY,
  ...GGML_ENTRIES,
  ...MLX_ENTRIES,
  ...SHERPA_ENTRIES,
  SILERO_V6,
  ...OPENAI_ENTRIES,
];

export function findEntry(name: string): CatalogueEntry | undefined {
  return CATALOGUE.find((entry) => entry.name === name);
}
