import type { CatalogueEntry } from "../catalogue-entry.ts";

/** What the remote engine can be asked for by name; what else its service has goes by `openai/` and the service's own name. */
export const OPENAI_ENTRIES: readonly CatalogueEntry[] = [
  entryOf("whisper-1", "OpenAI's Whisper as a service: word times, translates", ["transcribe", "translate"]),
  entryOf("gpt-4o-transcribe", "OpenAI GPT-4o Transcribe: text alone, no word times", ["transcribe"]),
  entryOf("gpt-4o-mini-transcribe", "OpenAI GPT-4o mini Transcribe: text alone, cheaper", ["transcribe"]),
];

function entryOf(model: string, what: string, tasks: CatalogueEntry["tasks"]): CatalogueEntry {
  return {
    name: `openai/${model}`,
    what,
    family: "openai",
    // Used under the terms of whoever runs the service.
    licence: null,
    // Its documentation names the same languages for all three.
    languages: "any",
    tasks,
    remote: true,
    sources: [],
  };
}
