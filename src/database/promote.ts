import { sql } from "kysely";
import { LANE_OF, type Lane } from "../domain/piece.ts";
import type { Transaction } from "./schema.ts";

/**
 * Makes those pieces of a job ready that wait for nothing any more.
 *
 * Until the language is known, each stretch waits for the one before it: what is decided there holds for the rest, and the
 * same recording must give the same text however many workers there are. A stretch whose sound is gone waits until it has
 * been cut again. The transcript waits for all of them.
 * @returns the lane of each that has become ready
 */
export async function promotePieces(within: Transaction, job: string): Promise<Lane[]> {
  const stretches = await sql`
    update pieces set state = 'ready'
    where job_id = ${job} and stage = 'recognise' and state = 'waiting'
      and exists (
        select from blob_references as sound
        where sound.job_id = ${job} and sound.purpose = 'stretch' and sound.digest = pieces.input ->> 'sound'
      )
      and (
        exists (select from jobs where jobs.id = ${job} and jobs.language is not null)
        or not exists (
          select from pieces as earlier
          where earlier.job_id = ${job} and earlier.stage = 'recognise' and earlier.ordinal < pieces.ordinal
            and earlier.state in ('waiting', 'paused', 'ready', 'running')
        )
      )
    returning id`.execute(within);
  const transcript = await sql`
    update pieces set state = 'ready'
    where job_id = ${job} and stage = 'assemble' and state = 'waiting'
      and exists (select from jobs where jobs.id = ${job} and jobs.prepared)
      and not exists (
        select from pieces as open
        where open.job_id = ${job} and open.stage = 'recognise'
          and open.state in ('waiting', 'paused', 'ready', 'running')
      )
    returning id`.execute(within);
  return [...stretches.rows.map(() => LANE_OF.recognise), ...transcript.rows.map(() => LANE_OF.assemble)];
}
