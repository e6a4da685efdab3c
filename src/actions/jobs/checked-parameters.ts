import { Failure } from "../../domain/failure.ts";
import type { JobParameters } from "../../domain/job.ts";
import { LANGUAGES } from "../../domain/languages.ts";
import { isRemoteModel } from "../../domain/remote-models.ts";
import type { Task, TranscriptionOptions } from "../../domain/transcription.ts";
import { checkAgreement, onlyLanguage } from "../../pipeline/check-options.ts";
import type { ModelListing, ModelStore } from "../../ports/model-store.ts";
import type { Services } from "../../services.ts";

/** What options are held against. */
export interface Known {
  readonly models: Pick<ModelStore, "list">;
  readonly limits: Services["limits"];
  /** Models that may be used, the first where none is asked for; all where left out or null. */
  readonly allowed?: readonly string[] | null;
}

/**
 * What is asked, as a job keeps it. What can be known now is told now, not by a job that fails.
 * @throws {Failure} `model-unknown`, `model-not-allowed`, `language-unsupported`, `task-unsupported`, `remote-not-allowed`, `option-invalid`
 */
export async function checkedParameters(known: Known, options: TranscriptionOptions): Promise<JobParameters> {
  const { model: asked = "auto", language, task = "transcribe", prompt, ...others } = onlyLanguage(options);
  const model = allowedModel(asked, known.allowed ?? null);
  const { languages = [] } = others;
  checkAgreement(options);
  const codes = [...(language === undefined ? [] : [language]), ...languages];
  for (const code of codes) {
    if (Object.hasOwn(LANGUAGES, code)) continue;
    throw new Failure("language-unsupported", `"${code}" is no language code. Give one such as en, or leave it out.`);
  }
  if (model !== "auto") await checkModel(known, { model, codes, task });
  // In one order, whatever that of the request: the same request has the same fingerprint.
  const sorted = Object.fromEntries(Object.entries(others).sort(([a], [b]) => a.localeCompare(b)));
  return { model, language: language ?? null, task, prompt: prompt ?? null, ...sorted };
}

function allowedModel(asked: string, allowed: readonly string[] | null): string {
  if (allowed === null) return asked;
  const model = asked === "auto" ? allowed[0] : allowed.find((name) => name === asked || name.endsWith(`/${asked}`));
  if (model !== undefined) return model;
  throw new Failure("model-not-allowed", `This key may use ${allowed.join(", ")}. Choose one of them, or auto.`);
}

async function checkModel(
  { models, limits }: Known,
  { model, codes, task }: { model: string; codes: readonly string[]; task: Task },
): Promise<void> {
  const known = (await models.list()).filter(({ tasks }) => tasks.length > 0);
  const listing = known.find(({ name }) => name === model) ?? known.find((each) => isShort(model, each));
  if (isRemoteModel(model)) return refuseRemote(limits);
  if (!listing)
    throw new Failure(
      "model-unknown",
      "There is no model of that name here. Give auto, or one that GET /api/v1/models lists.",
    );
  const { name } = listing;
  if (!listing.tasks.includes(task))
    throw new Failure("task-unsupported", `${name} cannot ${task}. Choose another model, or auto.`);
  const { languages } = listing;
  const unknown = Array.isArray(languages) ? codes.filter((code) => !languages.includes(code)) : [];
  if (unknown.length > 0)
    throw new Failure(
      "language-unsupported",
      `${name} does not know the language ${unknown.join(", ")}. Choose another, or auto.`,
    );
}

/** A name without its engine. No recording leaves the house by an abbreviation. */
const isShort = (model: string, { name, remote }: ModelListing): boolean => !remote && name.endsWith(`/${model}`);

function refuseRemote({ allowsRemote = false }: Services["limits"]): void {
  if (allowsRemote) return;
  throw new Failure(
    "remote-not-allowed",
    "That model would send the recording to a remote service, which is not allowed here. Choose another, or auto.",
  );
}
