import { type RawBuilder, sql } from "kysely";
import type { Database, Transaction } from "./schema.ts";

/** What a key may use and has used, its row locked: of two transactions at once the second sees what the first has taken. */
export interface KeyBudget {
  readonly openJobs: { readonly used: number; readonly most: number | null };
  /** Today (UTC). */
  readonly bytes: { readonly used: number; readonly most: number | null };
  /** This month (UTC). */
  readonly seconds: { readonly used: number; readonly most: number | null };
}

/** Counts what is taken in for a key, and says how it stands then. Nothing where the key is not known. */
export async function addKeyUsage(
  within: Transaction,
  { key, bytes = 0, seconds = 0 }: { key: string; bytes?: number; seconds?: number },
): Promise<KeyBudget | undefined> {
  await within.selectFrom("api_keys").select("id").where("id", "=", key).forNoKeyUpdate().execute();
  if (bytes > 0 || seconds > 0)
    await sql`
      insert into key_usage as used (key_id, day, bytes, seconds)
      select id, (now() at time zone 'utc')::date, ${bytes}, ${seconds} from api_keys where id = ${key}
      on conflict (key_id, day) do update
      set bytes = used.bytes + excluded.bytes, seconds = used.seconds + excluded.seconds`.execute(within);
  const [budget] = await readBudgets(within, sql`api_keys.id = ${key}`);
  return budget;
}

/** How it stands with a key. Nothing where it is not known. */
export async function readKeyBudget(db: Database, key: string): Promise<KeyBudget | undefined> {
  const [budget] = await readBudgets(db, sql`api_keys.id = ${key}`);
  return budget;
}

/** How it stands with each key of a tenant that is not revoked, the oldest first. */
export const listKeyBudgets = (db: Database, tenant: string): Promise<(KeyBudget & { readonly key: string })[]> =>
  readBudgets(db, sql`api_keys.tenant_id = ${tenant} and api_keys.revoked_at is null`);

async function readBudgets(db: Database | Transaction, condition: RawBuilder<unknown>) {
  const { rows } = await sql<Counted>`
    select api_keys.id as key, bytes_per_day::float8 as "mostBytes", seconds_per_month as "mostSeconds", open_jobs as "mostJobs",
      (select count(*)::int from jobs where key_id = api_keys.id and state in ('queued', 'running')) as jobs,
      coalesce(sum(used.bytes) filter (where used.day = today), 0)::float8 as bytes,
      coalesce(sum(used.seconds), 0)::float8 as seconds
    from api_keys cross join (select (now() at time zone 'utc')::date as today) as calendar
    left join key_usage as used on used.key_id = api_keys.id and used.day >= date_trunc('month', today)::date
    where ${condition} group by api_keys.id order by api_keys.created_at, api_keys.id`.execute(db);
  return rows.map((row) => ({
    key: row.key,
    openJobs: { used: row.jobs, most: row.mostJobs },
    bytes: { used: row.bytes, most: row.mostBytes },
    seconds: { used: row.seconds, most: row.mostSeconds },
  }));
}

interface Counted {
  readonly key: string;
  readonly mostBytes: number | null;
  readonly mostSeconds: number | null;
  readonly mostJobs: number | null;
  readonly jobs: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** What a job has decoded since it was asked for the last time, and the key it came with; nothing where it came without. */
export async function takeUncharged(
  within: Transaction,
  job: string,
): Promise<{ key: string; seconds: number } | undefined> {
  const { rows } = await sql<{ key: string; seconds: number }>`
    update jobs set charged_seconds = jobs.decoded_seconds
    from (select id, charged_seconds from jobs where id = ${job} for no key update) as before
    where jobs.id = before.id and jobs.key_id is not null and jobs.decoded_seconds > before.charged_seconds
    returning jobs.key_id as key, jobs.decoded_seconds - before.charged_seconds as seconds`.execute(within);
  return rows[0];
}
