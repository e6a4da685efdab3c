import { sql } from "kysely";
import type { Database } from "./schema.ts";

/** Part of a round after which another process may begin the next: clocks of timers are not exact. */
const EARLY = 0.9;

/** @returns whether it is this process that does a round now; another has done it lately, or is about to */
export async function beginSweep(
  db: Database,
  { name, everyMs }: { readonly name: string; readonly everyMs: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into sweeps (name, begun_at) values (${name}, now())
    on conflict (name) do update set begun_at = excluded.begun_at
    where sweeps.begun_at < now() - make_interval(secs => ${(everyMs * EARLY) / 1000})
    returning name`.execute(db);
  return rows.length > 0;
}
