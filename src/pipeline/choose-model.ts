import { Failure } from "../domain/failure.ts";
import { LANGUAGES } from "../domain/languages.ts";
import type { Task } from "../domain/transcription.ts";
import type { DownloadOptions, InstalledModel, ModelListing, ModelStore } from "../ports/model-store.ts";
import { engineOf, rankModels, type Surroundings } from "./rank-models.ts";

const USUAL = "onnx/whisper-base";
const FALL_BACK = "onnx/moonshine-tiny";

export interface ModelWish extends DownloadOptions {
  readonly store: Pick<ModelStore, "list" | "require">;
  /** Asked where a model has to be chosen. */
  surroundings(): Promise<Surroundings>;
  /** A name, or `auto`. */
  readonly requested: string | undefined;
  /** ISO 639-1 code; undefined when it is to be detected. */
  readonly language: string | undefined;
  /** Codes among which it is detected; undefined for any. */
  readonly languages?: readonly string[] | undefined;
  readonly task: Task;
}

export interface ChosenModel {
  readonly model: InstalledModel;
  /** Why this one, in plain words; null where it was named. */
  readonly why: string | null;
  /** What the user should know of the choice, in plain words. */
  readonly warnings: readonly string[];
}

/**
 * Picks the model for a transcription and sees that it is here. A model that is named is taken as it is.
 * `auto` takes the best of those on this machine (`rankModels`), never a remote one. With none it fetches
 * `onnx/whisper-base`. Where that cannot be had and the speech may be English, it makes do with a model for English alone,
 * and says so.
 * @throws {Failure} those of `ModelStore.require`.
 */
export async function chooseModel(wish: ModelWish): Promise<ChosenModel> {
  const { store, requested = "auto", language, task } = wish;
  if (requested !== "auto") return { model: await store.require(requested, wish), why: null, warnings: [] };
  const listings = await store.list();
  const surroundings = await wish.surroundings();
  const [best] = rankModels(listings, wish, surroundings);
  if (best)
    return { model: await store.require(best.name, wish), why: whyBest(best, wish, surroundings), warnings: [] };
  try {
    const why = `nothing on this machine suits the recording, and ${USUAL} is the usual one`;
    return { model: await store.require(USUAL, wish), why, warnings: [] };
  } catch (error) {
    const mayBeEnglish = language === "en" || (language === undefined && (wish.languages?.includes("en") ?? true));
    const absent = error instanceof Failure && error.code === "model-unavailable";
    if (!absent || !mayBeEnglish || task !== "transcribe") throw error;
    const [english] = rankModels(listings, { language: "en", task }, surroundings);
    return takeEnglish(english?.name ?? FALL_BACK, wish, error);
  }
}

function whyBest({ name }: ModelListing, { language }: ModelWish, { engines, accelerated }: Surroundings): string {
  const speaks = language === undefined ? "knows many languages" : `knows ${LANGUAGES[language] ?? language}`;
  const runs = engines.length > 1 ? `, and ${engines[0]} is the engine that runs best here` : "";
  const isFirst = engineOf(name) === engines[0];
  const largest = accelerated.includes(engineOf(name)) ? ", the largest of them that fits" : "";
  return `on this machine, ${speaks}${isFirst ? runs : ""}${largest}`;
}

async function takeEnglish(name: string, wish: ModelWish, why: Failure): Promise<ChosenModel> {
  try {
    const model = await wish.store.require(name, wish);
    const warning =
      `${name} is used, which knows English only; speech in another language comes out wrong. ` +
      `The model for 99 languages is not here: ${why.message}`;
    return { model, why: "the only one that could be had, and it may be English", warnings: [warning] };
  } catch (error) {
    throw error instanceof Failure ? neither(why, error) : error;
  }
}

function neither(why: Failure, fallBack: Failure): Failure {
  const detail = `${why.message} The model for English alone did not help: ${fallBack.message}`;
  return new Failure(why.code, detail, { cause: why });
}
