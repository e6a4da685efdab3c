import { sql } from "kysely";
import { LANE_OF, type Stage } from "../domain/piece.ts";
import type { Transaction } from "./schema.ts";

export interface NewPiece {
  readonly stage: Stage;
  /** Counted from 0 within its stage; 0 where a stage has one piece. */
  readonly ordinal?: number;
  readonly state: "waiting" | "paused" | "ready";
  /** Of one that is paused: until when. */
  readonly runAfter?: Date;
  /** Done in a moment. */
  readonly small: boolean;
  /** What it costs, in seconds of sound. */
  readonly seconds: number;
  /** What its worker needs to be told; JSON. */
  readonly input?: string;
}

/** Whose piece it is. */
export interface OwnerOfPiece {
  readonly job: string;
  readonly tenant: string;
}

/** Gives jobs that are new their first pieces. */
export async function addFirstPieces(
  within: Transaction,
  pieces: readonly { readonly of: OwnerOfPiece; readonly piece: NewPiece }[],
): Promise<void> {
  const rows = pieces.map(({ of, piece }) => rowOf(of, piece));
  // By one parameter: the statement is the same however many there are, so it stays prepared.
  await sql`
    insert into pieces (job_id, tenant_id, stage, ordinal, lane, state, small, seconds, input, run_after)
    select job_id, tenant_id, stage, ordinal, lane, state, small, seconds, input::jsonb, coalesce(run_after, now())
    from json_to_recordset(${JSON.stringify(rows)}::json) as piece (
      job_id uuid, tenant_id text, stage text, ordinal integer, lane text, state text, small boolean,
      seconds double precision, input text, run_after timestamptz
    )`.execute(within);
}

/** Gives a job a piece, in the lane of its stage. One it has already stays as it is. @returns whether it is new */
export async function addPiece(within: Transaction, job: OwnerOfPiece, piece: NewPiece): Promise<boolean> {
  const inserted = await within
    .insertInto("pieces")
    .values(rowOf(job, piece))
    .onConflict((oc) => oc.doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

function rowOf(
  { job, tenant }: OwnerOfPiece,
  { stage, ordinal = 0, state, runAfter, small, seconds, input = "{}" }: NewPiece,
) {
  return {
    job_id: job,
    tenant_id: tenant,
    stage,
    ordinal,
    lane: LANE_OF[stage],
    state,
    small,
    seconds,
    input,
    ...(runAfter !== undefined && { run_after: runAfter }),
  };
}
