import { sql } from "kysely";
import { addPiece } from "../../database/add-piece.ts";
import { appendEvents } from "../../database/events.ts";
import { forgetHeard } from "../../database/heard-sound.ts";
import type { Transaction } from "../../database/schema.ts";
import type { ClaimedPiece, PrepareOutput } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";
import { takeSeconds } from "../keys/take-quota.ts";
import { appendProgress, finish } from "./finish.ts";

/** Ends a prepare piece: all stretches have been given out, and the length is known. @throws {PieceTaken} */
export async function finishPrepare(
  services: Pick<Services, "db" | "bell" | "news">,
  piece: ClaimedPiece,
  output: PrepareOutput,
): Promise<void> {
  const { job } = piece;
  await finish(services, piece, output, async (within) => {
    await dropUncut(within, job);
    await forgetHeard(within, job);
    await within
      .updateTable("jobs")
      .set({ prepared: true, decoded_seconds: output.seconds, total_seconds: output.seconds })
      .where("id", "=", job)
      .execute();
    await takeSeconds(within, job);
    await addPiece(within, piece, { stage: "assemble", state: "waiting", small: true, seconds: 0 });
    await appendEvents(
      within,
      job,
      output.warnings.map((message) => ({ type: "warning", message }) as const),
    );
    await appendProgress(within, job);
  });
}

/** A recording that was cut again may have given fewer stretches: one that did not come once more would be waited for without end. */
async function dropUncut(within: Transaction, job: string): Promise<void> {
  const { rows } = await sql<{ seconds: number }>`
    delete from pieces where job_id = ${job} and stage = 'recognise' and state = 'waiting' and not exists (
      select from blob_references as sound
      where sound.job_id = ${job} and sound.purpose = 'stretch' and sound.digest = pieces.input ->> 'sound'
    )
    returning (input ->> 'speechSeconds')::float8 as seconds`.execute(within);
  const speech = rows.reduce((sum, { seconds }) => sum + seconds, 0);
  await within
    .updateTable("jobs")
    .set((eb) => ({
      pieces_known: eb("pieces_known", "-", rows.length),
      speech_seconds: eb("speech_seconds", "-", speech),
    }))
    .where("id", "=", job)
    .execute();
}
