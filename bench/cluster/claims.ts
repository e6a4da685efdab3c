import { parseArgs } from "node:util";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { quantile } from "../../src/benchmark/quantile.ts";
import { bestJobs } from "../../src/database/best-jobs.ts";
import { claimPiece } from "../../src/database/claim.ts";
import { migrate } from "../../src/database/migrate.ts";
import { openServer } from "../../src/database/open-server.ts";
import type { Database, Schema } from "../../src/database/schema.ts";
import { startPostgres } from "../../test/support/postgres-server.ts";

// What a claim costs on a PostgreSQL server of this machine with many jobs queued, and by which plan.
// usage: npm run bench:claims -- [--jobs 100000] [--tenants 50] [--claims 2000] [--together 8]

const { values } = parseArgs({
  options: {
    jobs: { type: "string", default: "100000" },
    tenants: { type: "string", default: "50" },
    claims: { type: "string", default: "2000" },
    together: { type: "string", default: "8" },
  },
});

/** Jobs whose recordings wait for their first piece, of tenants of very different sizes. */
async function fill(db: Database, jobs: number, tenants: number): Promise<void> {
  await sql`insert into tenants (id) select 'tenant-' || n from generate_series(1, ${tenants}::int) as n`.execute(db);
  await sql`
    insert into jobs (id, tenant_id, state, priority, parameters, source, served)
    select gen_random_uuid(), 'tenant-' || (1 + floor(${tenants}::int * power(random(), 3))), 'queued',
      (random() < 0.1)::int, '{}', '{}', 100 * random()
    from generate_series(1, ${jobs}::int)`.execute(db);
  await sql`
    insert into pieces (job_id, tenant_id, stage, ordinal, lane, small, state, seconds, input)
    select id, tenant_id, 'recognise', n, 'speech', false, 'ready', 30, '{}' from jobs, generate_series(0, 1) as n
  `.execute(db);
  await sql`analyze`.execute(db);
}

async function claimMany(db: Database, count: number, together: number): Promise<{ times: number[]; seconds: number }> {
  const times: number[] = [];
  let left = count;
  const begun = performance.now();
  const one = async (worker: number) => {
    while (left-- > 0) {
      const at = performance.now();
      const piece = await claimPiece(db, { lane: "speech", smallOnly: false, worker: `worker-${worker}` });
      if (!piece) throw new Error("nothing was left to claim");
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: together }, (_, worker) => one(worker)));
  return { times, seconds: (performance.now() - begun) / 1000 };
}

/** Prints what the server says of the search for the best jobs. */
async function showPlan(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on("connect", (client) => client.on("notice", ({ message = "" }) => console.log(planOf(message))));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  await db.transaction().execute(async (within) => {
    await sql`load 'auto_explain'`.execute(within);
    await sql`set local auto_explain.log_min_duration = 0`.execute(within);
    await sql`set local auto_explain.log_analyze = on`.execute(within);
    await sql`set local client_min_messages = log`.execute(within);
    await bestJobs(within, { lane: "speech", smallOnly: false });
  });
  await db.destroy();
}

/** Without the statement itself. */
const planOf = (message: string): string => message.replace(/Query Text:[\s\S]*?(?=\n\s*Limit)/, "");

const server = await startPostgres();
const url = await server.createDatabase();
const { db, close } = openServer({ url, connections: Number(values.together) });
try {
  await migrate(db);
  await fill(db, Number(values.jobs), Number(values.tenants));
  for (const together of [1, Number(values.together)]) {
    const { times, seconds } = await claimMany(db, Number(values.claims), together);
    const [half, most] = [quantile(times, 0.5), quantile(times, 0.99)];
    console.log(
      `${values.jobs} jobs of ${values.tenants} tenants, ${together} at once: claim p50 ${half.toFixed(1)} ms, p99 ${most.toFixed(1)} ms, ${(times.length / seconds).toFixed(0)} a second`,
    );
  }
  await showPlan(url);
} finally {
  await close();
  await server.close();
}
