import { LANE_OF, type Stage } from "../domain/piece.ts";
import type { Transaction } from "./schema.ts";

export interface NewPiece {
  readonly stage: Stage;
  /** Counted from 0 within its stage; 0 where a stage has one piece. */
  readonly ordinal?: number;
  readonly state: "waiting" | "ready";
  /** Done in a moment. */
  readonly small: boolean;
  /** What it costs, in seconds of sound. */
  readonly seconds: number;
  /** What its worker needs to be told; JSON. */
  readonly input?: string;
}

/** Gives a job a piece, in the lane of its stage. One it has already stays as it is. @returns whether it is new */
export async function addPiece(
  within: Transaction,
  { job, tenant }: { job: string; tenant: string },
  { stage, ordinal = 0, state, small, seconds, input = "{}" }: NewPiece,
): Promise<boolean> {
  const inserted = await within
    .insertInto("pieces")
    .values({ job_id: job, tenant_id: tenant, stage, ordinal, lane: LANE_OF[stage], state, small, seconds, input })
    .onConflict((oc) => oc.doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}
