import { appendEvents } from "../database/events.ts";
import { writeAs } from "../database/write-as.ts";
import { askedOf } from "../domain/job.ts";
import type { ClaimedPiece } from "../domain/piece.ts";
import { checkOptions } from "../pipeline/check-options.ts";
import { chooseModel } from "../pipeline/choose-model.ts";
import { pieceWindows } from "../pipeline/cutting/piece-size.ts";
import type { Engine } from "../ports/engine.ts";
import type { Services } from "../services.ts";

export interface SettledModel {
  readonly engine: Engine;
  /** Windows of a piece after the first. */
  readonly pieceWindows: number;
}

/**
 * Chooses the model of a job once. A piece that is done again finds the same one, whatever has been installed since.
 * @throws {Failure} `model-unknown`, `model-unavailable`, `language-unsupported`, `task-unsupported` …
 */
export async function settleModel(
  {
    db,
    models,
    engines,
    machine,
    news,
    surroundings,
  }: Pick<Services, "db" | "models" | "engines" | "machine" | "news" | "surroundings">,
  piece: ClaimedPiece,
  signal: AbortSignal,
): Promise<SettledModel> {
  const {
    parameters,
    model: settled,
    piece_windows: windows,
  } = await db
    .selectFrom("jobs")
    .select(["parameters", "model", "piece_windows"])
    .where("id", "=", piece.job)
    .executeTakeFirstOrThrow();
  const asked = askedOf(parameters);
  const { language, languages, task = "transcribe" } = asked;
  const wish = {
    store: models,
    surroundings,
    requested: settled ?? parameters.model,
    language,
    languages,
    task,
    signal,
  };
  const { model, why, warnings } = await chooseModel(wish);
  const engine = await engines.open(model);
  if (settled !== null && windows !== null) return { engine, pieceWindows: windows };
  const allWarnings = [...warnings, ...checkOptions(engine, asked)];
  const measured = await db
    .selectFrom("measured_speeds")
    .select(["speed", "measurements"])
    .where("machine", "=", machine)
    .where("model", "=", model.name)
    .executeTakeFirst();
  const chosen = pieceWindows(engine.abilities.windowsAtOnce, measured);
  await writeAs(db, piece, async (within) => {
    await within
      .updateTable("jobs")
      .set({
        model: model.name,
        model_choice: why,
        piece_windows: chosen,
        model_warnings: JSON.stringify(allWarnings),
      })
      .where("id", "=", piece.job)
      .execute();
    await appendEvents(within, piece.job, [
      { type: "model-chosen", model: model.name, ...(why !== null && { why }) },
      ...allWarnings.map((message) => ({ type: "warning", message }) as const),
    ]);
  });
  await news.tell({ job: piece.job, kind: "events" });
  return { engine, pieceWindows: chosen };
}
