import { Failure } from "../domain/failure.ts";
import type { Task } from "../domain/transcription.ts";
import type { DownloadOptions, InstalledModel, ModelListing, ModelStore } from "../ports/model-store.ts";

const USUAL = "onnx/whisper-base";
const FALL_BACK = "onnx/moonshine-tiny";

export interface ModelWish extends DownloadOptions {
  readonly store: Pick<ModelStore, "list" | "require">;
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
  /** What the user should know of the choice, in plain words. */
  readonly warnings: readonly string[];
}

/**
 * Picks the model for a transcription and sees that it is here. A model that is named is taken as it is.
 * `auto` takes, of the Whisper models on this machine that know the language and the task, `onnx/whisper-base`
 * or else the first of the catalogue, then of one's own. With none it fetches `onnx/whisper-base`. Where that cannot be had
 * and the speech may be English, it makes do with a model for English alone, and says so.
 * @throws {Failure} those of `ModelStore.require`.
 */
export async function chooseModel(wish: ModelWish): Promise<ChosenModel> {
  const { store, requested = "auto", language, task } = wish;
  if (requested !== "auto") return { model: await store.require(requested, wish), warnings: [] };
  const listings = await store.list();
  const installed = listings.filter((each) => each.family === "whisper" && each.installed && each.tasks.includes(task));
  const fitting = installed.filter((each) => speaks(each, language));
  const best = fitting.find((each) => each.name === USUAL) ?? fitting[0];
  if (best) return { model: await store.require(best.name, wish), warnings: [] };
  try {
    return { model: await store.require(USUAL, wish), warnings: [] };
  } catch (error) {
    const mayBeEnglish = language === "en" || (language === undefined && (wish.languages?.includes("en") ?? true));
    const absent = error instanceof Failure && error.code === "model-unavailable";
    if (!absent || !mayBeEnglish || task !== "transcribe") throw error;
    return takeEnglish(installed.find((each) => speaks(each, "en"))?.name ?? FALL_BACK, wish, error);
  }
}

/** A model whose languages are not known is not trusted with speech whose language is not known either. */
function speaks({ languages }: ModelListing, language: string | undefined): boolean {
  if (languages === "any") return true;
  return language !== undefined && (languages?.includes(language) ?? false);
}

async function takeEnglish(name: string, wish: ModelWish, why: Failure): Promise<ChosenModel> {
  try {
    const model = await wish.store.require(name, wish);
    const warning =
      `${name} is used, which knows English only; speech in another language comes out wrong. ` +
      `The model for 99 languages is not here: ${why.message}`;
    return { model, warnings: [warning] };
  } catch (error) {
    throw error instanceof Failure ? neither(why, error) : error;
  }
}

function neither(why: Failure, fallBack: Failure): Failure {
  const detail = `${why.message} The model for English alone did not help: ${fallBack.message}`;
  return new Failure(why.code, detail, { cause: why });
}
