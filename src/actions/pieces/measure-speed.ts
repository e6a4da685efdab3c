import { sql } from "kysely";
import type { Services } from "../../services.ts";

/** Less than this says more about starting than about speed. */
const LEAST_SPEECH_SECONDS = 20;
/** The best time counts, and is forgotten slowly: a machine that is busy for a while is no slower machine. */
const FORGET = 0.98;

/** Takes note of how fast a model was here: for estimates, and for the size of pieces. */
export async function measureSpeed(
  { db, machine }: Pick<Services, "db" | "machine">,
  { model, speechSeconds, wallSeconds }: { model: string; speechSeconds: number; wallSeconds: number },
): Promise<void> {
  if (speechSeconds < LEAST_SPEECH_SECONDS || wallSeconds <= 0) return;
  const speed = speechSeconds / wallSeconds;
  await db
    .insertInto("measured_speeds")
    .values({ machine, model, speed })
    .onConflict((oc) =>
      oc.columns(["machine", "model"]).doUpdateSet({
        speed: sql<number>`greatest(measured_speeds.speed * ${FORGET}::float8, excluded.speed)`,
        measurements: sql<number>`measured_speeds.measurements + 1`,
        measured_at: sql<Date>`now()`,
      }),
    )
    .execute();
}
