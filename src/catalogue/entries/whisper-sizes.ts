import type { CatalogueEntry } from "../catalogue-entry.ts";

const PARAMETERS = {
  tiny: "39 M",
  base: "74 M",
  small: "244 M",
  medium: "769 M",
  "large-v1": "1550 M",
  "large-v2": "1550 M",
  "large-v3": "1550 M",
  "large-v3-turbo": "809 M",
} as const;

type Size = keyof typeof PARAMETERS;

/** A published Whisper; `.en` are those that were trained on English alone. */
export type WhisperSize = Size | "tiny.en" | "base.en" | "small.en" | "medium.en";

/** What is true of a Whisper of this size, whichever files it comes in. */
export function whisperFacts(
  size: WhisperSize,
): Pick<CatalogueEntry, "licence" | "languages" | "tasks"> & { title: string } {
  const english = size.endsWith(".en");
  const plain = size.replace(/\.en$/, "") as Size; // what is left of a size without its ending
  const title = `OpenAI Whisper ${plain}${english ? " for English alone" : ""}, ${PARAMETERS[plain]} parameters`;
  return {
    title,
    licence: "MIT",
    languages: english ? ["en"] : "any",
    // Turbo was trained to transcribe only: asked to translate, it writes what was said.
    tasks: english || plain === "large-v3-turbo" ? ["transcribe"] : ["transcribe", "translate"],
  };
}
