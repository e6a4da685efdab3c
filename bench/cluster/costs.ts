import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import pMap from "p-map";
import { familyProcessorSeconds } from "../../src/benchmark/speed/process-family.ts";
import type { Database } from "../../src/database/schema.ts";
import { submitJob } from "./chaos-jobs.ts";
import { clipsOf } from "./clips.ts";
import { prepareGround } from "./ground.ts";
import { endAll, member } from "./running-cluster.ts";
import { seeded } from "./seeded.ts";
import { untilOver } from "./until-over.ts";

// What the machinery costs without the recognition: an engine that answers at once, one API process and one worker on this
// machine. Of short recordings and of long ones, so that what a job costs and what its sound costs can be told apart; what is
// spent while nothing happens is taken off, and told apart: each worker spends it, whatever it has to do.
// usage: npm run bench:costs -- [--queue pg] [--jobs 200]
// prints a table, and as its last line what docs/scaling.md is computed from by `npm run bench:scaling`

const { values } = parseArgs({
  options: { queue: { type: "string", default: "pg" }, jobs: { type: "string", default: "200" } },
});

/** Of a job, and of an hour of its sound. */
interface Cost {
  readonly job: number;
  readonly hour: number;
}

/** Processor seconds, bytes and counts since something began. */
interface Spent {
  readonly seconds: number;
  readonly database: number;
  readonly api: number;
  readonly worker: number;
  readonly transactions: number;
  readonly logBytes: number;
}

interface Run extends Spent {
  readonly jobs: number;
  readonly pieces: number;
  /** Of sound. */
  readonly hours: number;
}

const KINDS = ["database", "api", "worker", "transactions", "logBytes"] as const;
type Kind = (typeof KINDS)[number];
const SECONDS = { unit: "ms", scale: 1e3 };
const SHOWN = {
  database: SECONDS,
  api: SECONDS,
  worker: SECONDS,
  transactions: { unit: "", scale: 1 },
  logBytes: { unit: "kB", scale: 1e-3 },
};

const IDLE_MS = 15_000;

/** The server that answers here: a connection's process is a child of it. */
async function serverPid(db: Database): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  const stat = readFileSync(`/proc/${rows[0]?.pid}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

async function main(): Promise<void> {
  const ground = await prepareGround("costs", values.queue);
  const { folder, db } = ground;
  const settings = { ...ground.settings, STOP_GRACE_SECONDS: "1", REAL_TIME_FACTOR: "0", LOG_LEVEL: "warn" };
  const [door, worker] = [
    member("api", { kind: "api", folder, settings }),
    member("worker", { kind: "worker", folder, settings }),
  ];
  await Promise.all([door.start(), worker.start()]);
  const server = await serverPid(db);

  const now = async (): Promise<Spent> => {
    const { rows } = await sql<{ transactions: number; log: number }>`
      select xact_commit::float8 as transactions, (pg_current_wal_lsn() - '0/0')::float8 as log
      from pg_stat_database where datname = current_database()`.execute(db);
    const of = async (pid: number) => (await familyProcessorSeconds(pid)) ?? 0;
    return {
      seconds: performance.now() / 1000,
      database: await of(server),
      api: await of(door.pid() ?? 0),
      worker: await of(worker.pid() ?? 0),
      transactions: rows[0]?.transactions ?? 0,
      logBytes: rows[0]?.log ?? 0,
    };
  };

  async function run(name: string, { jobs, seconds }: { jobs: number; seconds: number }): Promise<Run> {
    const [content = Buffer.alloc(0)] = await clipsOf([seconds], seeded(1));
    await pause(2_000);
    const before = await now();
    const accepted = await pMap(
      Array.from({ length: jobs }, (_, index) => index),
      (index) => submitJob(door.url, { key: `${name}-${index}`, clip: 0, content, isReal: false, priority: 1 }),
      { concurrency: 8 },
    );
    const ids = accepted.map(({ id }) => id);
    await untilOver(db, ids, 250);
    // Counters of connections that rest come late.
    await pause(1_500);
    const after = await now();
    const { pieces } = await db
      .selectFrom("pieces")
      .select((eb) => eb.fn.countAll<string>().as("pieces"))
      .where("job_id", "in", ids)
      .where("stage", "=", "recognise")
      .executeTakeFirstOrThrow();
    return { ...difference(before, after), jobs, pieces: Number(pieces), hours: (jobs * seconds) / 3_600 }; // of the same keys
  }

  const count = Number(values.jobs);
  // The first ones tell how large pieces may be.
  await run("warm", { jobs: 8, seconds: 120 });
  await pause(5_000);
  const rest = await now();
  await pause(IDLE_MS);
  const idle = difference(rest, await now());
  const short = await run("short", { jobs: count, seconds: 8 });
  const long = await run("long", { jobs: Math.max(Math.round(count / 20), 4), seconds: 1_800 });
  await endAll([door, worker]);
  await ground.close();
  report(idle, short, long);
}

function difference(before: Spent, after: Spent): Spent {
  const kinds = Object.keys(after) as (keyof Spent)[]; // it has no others
  return Object.fromEntries(kinds.map((kind) => [kind, after[kind] - before[kind]])) as unknown as Spent; // of the same keys
}

/** Two unknowns of two runs: what a job costs, and what an hour of its sound costs. */
function solve(idle: Spent, [short, long]: readonly [Run, Run], kind: Kind): Cost {
  const perJob = (run: Run) => (run[kind] - (idle[kind] / idle.seconds) * run.seconds) / run.jobs;
  const [little, much] = [short.hours / short.jobs, long.hours / long.jobs];
  const hour = Math.max((perJob(long) - perJob(short)) / (much - little), 0);
  return { job: Math.max(perJob(short) - little * hour, 0), hour };
}

function report(idle: Spent, short: Run, long: Run): void {
  for (const [name, run] of Object.entries({ short, long }))
    console.log(
      `${name}: ${run.jobs} jobs, ${run.hours.toFixed(2)} h, ${run.pieces} pieces in ${run.seconds.toFixed(1)} s (${(run.pieces / run.seconds).toFixed(1)} pieces/s)`,
    );
  const costs = Object.fromEntries(KINDS.map((kind) => [kind, solve(idle, [short, long], kind)]));
  for (const [kind, { job, hour }] of Object.entries(costs)) {
    const { unit, scale } = SHOWN[kind as Kind]; // made of them
    const still = (idle[kind as Kind] / idle.seconds) * scale;
    console.log(
      `${kind}: ${(job * scale).toFixed(1)} ${unit} a job, ${(hour * scale).toFixed(1)} ${unit} an hour of sound, ${still.toFixed(1)} ${unit} a second at rest`,
    );
  }
  const pieces = { job: short.pieces / short.jobs, hour: Number((long.pieces / long.hours).toFixed(1)) };
  // All of it is counted as the worker's: the API, which only listens, asks next to nothing.
  const rest = { database: idle.database / idle.seconds, transactions: idle.transactions / idle.seconds };
  console.log(JSON.stringify({ ...costs, pieces, rest }));
}

await main();
process.exit(0);
