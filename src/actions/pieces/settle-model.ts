import { appendEvents } from "../../database/events.ts";
import type { Transaction } from "../../database/schema.ts";
import { writeAs } from "../../database/write-as.ts";
import { askedOf, type JobParameters } from "../../domain/job.ts";
import type { ClaimedPiece } from "../../domain/piece.ts";
import { checkOptions } from "../../pipeline/check-options.ts";
import { type ChosenModel, chooseModel } from "../../pipeline/choose-model.ts";
import { pieceWindows } from "../../pipeline/cutting/piece-size.ts";
import type { Engine } from "../../ports/engine.ts";
import type { Services } from "../../services.ts";
import { cacheKey } from "../jobs/cache-key.ts";
import { serveFromCache } from "../jobs/serve-from-cache.ts";

export interface SettledModel {
  readonly engine: Engine;
  /** Windows of a piece after the first. */
  readonly pieceWindows: number;
  /** The job was given the text of an earlier one and has ended, and its piece with it: nothing is left to do. */
  readonly isServed: boolean;
}

type Needs = Pick<Services, "db" | "models" | "engines" | "machine" | "news" | "surroundings" | "resultCache" | "log">;

/**
 * Chooses the model of a job once. A piece that is done again finds the same one, whatever has been installed since. A job
 * whose model is chosen here gets the text of an earlier one that asked for the same, where there is one.
 * @throws {Failure} `model-unknown`, `model-unavailable`, `language-unsupported`, `task-unsupported` …
 */
export async function settleModel(services: Needs, piece: ClaimedPiece, signal: AbortSignal): Promise<SettledModel> {
  const { db, engines, news, log } = services;
  const job = await db
    .selectFrom("jobs")
    .select(["parameters", "source", "recording", "model", "piece_windows", "use_cache"])
    .where("id", "=", piece.job)
    .executeTakeFirstOrThrow();
  const { model, why, warnings } = await choose(services, { ...job, settled: job.model, signal });
  const engine = await engines.open(model);
  // What it has done since is its own: it is not looked whether another has done it all.
  if (job.model !== null && job.piece_windows !== null)
    return { engine, pieceWindows: job.piece_windows, isServed: false };
  const allWarnings = [...warnings, ...checkOptions(engine, askedOf(job.parameters))];
  const windows = await windowsOfPiece(services, engine, model.name);
  const key = await cacheKey(services, { ...job, model, engine, warnings: allWarnings });
  const isServed = await writeAs(db, piece, async (within) => {
    await writeDown(within, piece.job, { model: model.name, why, warnings: allWarnings, windows, key });
    return key !== null && job.use_cache && (await serveFromCache(within, piece, { key, why }));
  });
  if (isServed) log.info({ job: piece.job, state: "succeeded", cached: true }, "job ended");
  await news.tell({ job: piece.job, kind: "events" });
  return { engine, pieceWindows: windows, isServed };
}

function choose(
  { models: store, surroundings }: Needs,
  { parameters, settled, signal }: { parameters: JobParameters; settled: string | null; signal: AbortSignal },
): Promise<ChosenModel> {
  const { language, languages, task = "transcribe" } = askedOf(parameters);
  const requested = settled ?? parameters.model;
  return chooseModel({ store, surroundings, requested, language, languages, task, signal });
}

async function windowsOfPiece({ db, machine }: Needs, { abilities }: Engine, model: string): Promise<number> {
  const measured = await db
    .selectFrom("measured_speeds")
    .select(["speed", "measurements"])
    .where("machine", "=", machine)
    .where("model", "=", model)
    .executeTakeFirst();
  return pieceWindows(abilities.windowsAtOnce, measured);
}

interface Choice {
  readonly model: string;
  readonly why: string | null;
  readonly warnings: readonly string[];
  readonly windows: number;
  readonly key: string | null;
}

async function writeDown(
  within: Transaction,
  job: string,
  { model, why, warnings, windows, key }: Choice,
): Promise<void> {
  await within
    .updateTable("jobs")
    .set({
      model,
      model_choice: why,
      piece_windows: windows,
      model_warnings: JSON.stringify(warnings),
      result_key: key,
    })
    .where("id", "=", job)
    .execute();
  await appendEvents(within, job, [
    { type: "model-chosen", model, ...(why !== null && { why }) },
    ...warnings.map((message) => ({ type: "warning", message }) as const),
  ]);
}
