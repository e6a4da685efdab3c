import { parseArgs } from "node:util";
import { sql } from "kysely";
import pMap from "p-map";
import type { Database } from "../../src/database/schema.ts";
import { submitJob } from "./chaos-jobs.ts";
import { clipsOf } from "./clips.ts";
import { prepareGround } from "./ground.ts";
import { endAll, member } from "./running-cluster.ts";
import { seeded } from "./seeded.ts";
import { untilOver } from "./until-over.ts";

// How many pieces of work go through each queue in a second, and how long one waits for a free worker that is told of it by
// that queue: one API process, one worker, and an engine that answers at once.
// usage: npm run bench:pace -- [--queues pg,redis,sqs,pubsub] [--jobs 200] [--long 4]

const { values } = parseArgs({
  options: {
    queues: { type: "string", default: "pg,redis,sqs,pubsub" },
    jobs: { type: "string", default: "200" },
    long: { type: "string", default: "4" },
  },
});

const SHORT_SECONDS = 8;
const LONG_SECONDS = 1_800;
const LOOK_MS = 50;

interface Wait {
  readonly stage: string;
  readonly half: number;
  readonly most: number;
}

/** All pieces of the jobs, by the time from the first that began to the last that ended. */
async function piecesPerSecond(db: Database, ids: readonly string[]): Promise<{ pieces: number; pace: number }> {
  const { rows } = await sql<{ pieces: number; pace: number }>`
    select count(*)::int as pieces,
      (count(*) / extract(epoch from max(finished_at) - min(started_at)))::float8 as pace
    from pieces where job_id = any(${ids}::uuid[])`.execute(db);
  return rows[0] ?? { pieces: 0, pace: 0 };
}

/** Milliseconds from when a piece could be claimed to when somebody had claimed it. */
async function waits(db: Database, ids: readonly string[]): Promise<Wait[]> {
  const { rows } = await sql<Wait>`
    select stage, 1000 * percentile_cont(0.5) within group (order by wait) as half,
      1000 * percentile_cont(0.99) within group (order by wait) as most
    from (
      select stage, extract(epoch from started_at - created_at)::float8 as wait from pieces
      where job_id = any(${ids}::uuid[]) and stage in ('prepare', 'recognise')
    ) as each group by stage order by stage`.execute(db);
  return rows;
}

async function measure(queue: string): Promise<void> {
  const ground = await prepareGround("pace", queue);
  const { folder, db } = ground;
  const settings = { ...ground.settings, STOP_GRACE_SECONDS: "1", REAL_TIME_FACTOR: "0", LOG_LEVEL: "warn" };
  const door = member("api", { kind: "api", folder, settings });
  const worker = member("worker", { kind: "worker", folder, settings });
  await Promise.all([door.start(), worker.start()]);
  const [short = Buffer.alloc(0), long = Buffer.alloc(0)] = await clipsOf([SHORT_SECONDS, LONG_SECONDS], seeded(1));
  const submit = async (key: string, content: Buffer) =>
    (await submitJob(door.url, { key, clip: 0, content, isReal: false, priority: 1 })).id;
  const submitMany = (name: string, count: number, content: Buffer) =>
    pMap(Array.from({ length: count }), (_, index) => submit(`${name}-${index}`, content), { concurrency: 8 });

  await untilOver(db, await submitMany("warm", 8, short), LOOK_MS);
  const alone: string[] = [];
  for (let n = 0; n < Number(values.jobs); n++) {
    alone.push(await submit(`alone-${n}`, short));
    await untilOver(db, alone.slice(-1), LOOK_MS);
  }
  for (const { stage, half, most } of await waits(db, alone))
    console.log(`${queue}: ${stage} is begun after ${half.toFixed(1)} ms (p50), ${most.toFixed(1)} ms (p99)`);
  for (const [what, count, content] of [
    [`${SHORT_SECONDS} s`, Number(values.jobs), short],
    [`${LONG_SECONDS / 60} min`, Number(values.long), long],
  ] as const) {
    const ids = await submitMany(what, count, content);
    await untilOver(db, ids, LOOK_MS);
    const { pieces, pace } = await piecesPerSecond(db, ids);
    console.log(`${queue}: ${count} recordings of ${what}, ${pieces} pieces, ${pace.toFixed(1)} a second`);
  }
  await endAll([door, worker]);
  await ground.close();
}

for (const queue of values.queues.split(",")) await measure(queue);
process.exit(0);
