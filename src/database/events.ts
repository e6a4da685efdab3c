import { sql } from "kysely";
import type { JobEvent, JobEventBody } from "../domain/job.ts";
import type { Database, Transaction } from "./schema.ts";

/** Writes down what happened to a job, in order. The numbers have no gaps: they are taken under the lock of the job's row. */
export async function appendEvents(within: Transaction, job: string, bodies: readonly JobEventBody[]): Promise<void> {
  if (bodies.length === 0) return;
  const { last_event: last } = await within
    .updateTable("jobs")
    .set((eb) => ({ last_event: eb("last_event", "+", bodies.length) }))
    .where("id", "=", job)
    .returning("last_event")
    .executeTakeFirstOrThrow();
  const first = last - bodies.length + 1;
  // By one parameter: the statement is the same however many there are, so it stays prepared.
  await sql`
    insert into job_events (job_id, sequence, body)
    select ${job}::uuid, ${first}::int + place::int - 1, body
    from jsonb_array_elements(${JSON.stringify(bodies)}::jsonb) with ordinality as given (body, place)`.execute(within);
}

/** Writes down that the same happened to each of some jobs. The number is taken as `appendEvents` does. */
export async function appendToEach(within: Transaction, jobs: readonly string[], body: JobEventBody): Promise<void> {
  await sql`
    with numbered as (
      update jobs set last_event = last_event + 1 where id = any(${[...jobs]}::uuid[]) returning id, last_event
    )
    insert into job_events (job_id, sequence, body)
    select id, last_event, ${JSON.stringify(body)}::jsonb from numbered`.execute(within);
}

/** Those warnings that readers of a job have not been told yet. Under the lock of the job's row. */
export async function newWarnings(within: Transaction, job: string, messages: readonly string[]): Promise<string[]> {
  if (messages.length === 0) return [];
  const said = await within
    .selectFrom("job_events")
    .select(sql<string>`body ->> 'message'`.as("message"))
    .where("job_id", "=", job)
    .where(sql`body ->> 'type'`, "=", "warning")
    .execute();
  const known = new Set(said.map(({ message }) => message));
  return [...new Set(messages)].filter((message) => !known.has(message));
}

/** Events of a job after a number, in order, at most `limit`. */
export async function readEvents(
  db: Database,
  { job, after, limit }: { job: string; after: number; limit: number },
): Promise<JobEvent[]> {
  const rows = await db
    .selectFrom("job_events")
    .select(["sequence", "at", "body"])
    .where("job_id", "=", job)
    .where("sequence", ">", after)
    .orderBy("sequence")
    .limit(sql.lit(limit))
    .execute();
  return rows.map(({ sequence, at, body }) => ({ ...body, sequence, at }));
}
