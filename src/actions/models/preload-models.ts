import { describeBug } from "../../domain/describe-bug.ts";
import { Failure } from "../../domain/failure.ts";
import { untilAborted } from "../../domain/until-aborted.ts";
import type { Services } from "../../services.ts";

/**
 * Fetches and loads models before anybody asks for them, one after another, and takes note of what each took. One that
 * cannot be is told in the log, and keeps none of the others from it.
 */
export async function preloadModels(
  services: Pick<Services, "db" | "models" | "engines" | "log" | "machine">,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (const name of names) {
    try {
      await preloadModel(services, name, signal);
    } catch (error) {
      if (signal.aborted) return;
      const why = error instanceof Failure ? { code: error.code } : { bug: describeBug(error) };
      services.log.error({ model: name, ...why }, "model cannot be loaded");
    }
  }
}

async function preloadModel(
  { db, models, engines, log, machine }: Parameters<typeof preloadModels>[0],
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const model = await models.require(name, { signal });
  const engine = await engines.open(model);
  // Who stops waits for no model; its process is closed with the engines.
  await untilAborted(engine.load(), signal);
  const state = engines.states().find((each) => each.model === model.name);
  if (!state || state.loadSeconds === null) return;
  const figures = { memory_bytes: state.memoryBytes, load_seconds: state.loadSeconds };
  await db
    .insertInto("measured_loads")
    .values({ machine, model: model.name, ...figures })
    .onConflict((conflict) =>
      conflict.columns(["machine", "model"]).doUpdateSet({ ...figures, measured_at: new Date() }),
    )
    .execute();
  log.info({ model: model.name, ...figures }, "model loaded");
}
