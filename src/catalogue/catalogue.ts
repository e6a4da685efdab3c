import type { CatalogueEntry } from "./catalogue-entry.ts";
import { MOONSHINE_TINY } from "./entries/moonshine.ts";
import { SILERO_V6 } from "./entries/silero.ts";
import { WHISPER_ENTRIES } from "./entries/whisper.ts";

/** Every model this product knows, in the order in which a person reads them. */
export const CATALOGUE: readonly CatalogueEntry[] = [...WHISPER_ENTRIES, MOONSHINE_TINY, SILERO_V6];

export function findEntry(name: string): CatalogueEntry | undefined {
  return CATALOGUE.find((entry) => entry.name === name);
}
