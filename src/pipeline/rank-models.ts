import type { Task } from "../domain/transcription.ts";
import { expectedMemory, type ModelListing } from "../ports/model-store.ts";

/** What a choice of models depends on beside the recording. */
export interface Surroundings {
  /** First halves of the names of engines that run here, best first. Never a remote one. */
  readonly engines: readonly string[];
  /** Those of them that have something faster than the processor: there the largest model is no burden. */
  readonly accelerated: readonly string[];
  /** Bytes that a model may take; null where nobody says. */
  readonly roomBytes: number | null;
}

/** What a model must be able to do. */
export interface Need {
  /** ISO 639-1 code; undefined when it is to be detected. */
  readonly language: string | undefined;
  readonly task: Task;
}

const USUAL = "whisper-base";

/** The first half of a model's name. */
export const engineOf = (name: string): string => name.slice(0, name.indexOf("/"));

/**
 * The models on this machine that can do what is needed, best first: by engine, then the usual size on a processor and the
 * largest elsewhere. One that does not fit the memory comes after all that do.
 */
export function rankModels(
  listings: readonly ModelListing[],
  need: Need,
  { engines, accelerated, roomBytes }: Surroundings,
): ModelListing[] {
  const able = listings.filter(
    (each) =>
      each.installed !== null &&
      !each.remote &&
      each.tasks.includes(need.task) &&
      engines.includes(engineOf(each.name)) &&
      speaks(each, need.language),
  );
  const size = (listing: ModelListing) => listing.installed?.bytes ?? 0;
  const isTooLarge = (listing: ModelListing) =>
    Number(roomBytes !== null && (expectedMemory(listing) ?? 0) > roomBytes);
  const isUnusual = ({ name }: ModelListing) => Number(!name.endsWith(`/${USUAL}`));
  return [...able].sort(
    (a, b) =>
      isTooLarge(a) - isTooLarge(b) ||
      engines.indexOf(engineOf(a.name)) - engines.indexOf(engineOf(b.name)) ||
      (accelerated.includes(engineOf(a.name)) ? size(b) - size(a) : isUnusual(a) - isUnusual(b)),
  );
}

/** A model whose languages are not known is not trusted with speech whose language is not known either. */
function speaks({ languages }: ModelListing, language: string | undefined): boolean {
  if (languages === "any") return true;
  return language !== undefined && (languages?.includes(language) ?? false);
}
