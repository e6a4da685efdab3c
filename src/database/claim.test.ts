import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { claimPiece } from "./claim.ts";
import { readEvents } from "./events.ts";
import { endJob } from "./jobs.ts";
import { openDatabase, type TestDatabase } from "./testing/open-database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await openDatabase();
});
beforeEach(() => database.clear());
afterAll(() => database.close());

const pieces = (count: number, seconds = 100) => Array.from({ length: count }, () => ({ seconds }));

/** Claims so many pieces; gives how many each job had. */
async function claimMany(count: number): Promise<Map<string, number>> {
  const had = new Map<string, number>();
  for (let n = 0; n < count; n++) {
    const job = (await database.next()) ?? "none";
    had.set(job, (had.get(job) ?? 0) + 1);
  }
  return had;
}

it("gives a piece once, and says all a worker needs", async () => {
  const job = await database.addJob({ pieces: [{ seconds: 30, small: true }] });
  const claimed = await claimPiece(database.db, { lane: "speech", smallOnly: false, worker: "one" });
  expect(claimed).toMatchObject({ job, tenant: "local", stage: "recognise", ordinal: 0, attempt: 1, failures: 0 });
  expect(await database.next()).toBeUndefined();
  const row = await database.db.selectFrom("pieces").selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ state: "running", worker: "one", attempt: 1 });
  const lease = (row.lease_until?.getTime() ?? 0) - (row.started_at?.getTime() ?? 0);
  expect(lease).toBe(60_000);
});

it("starts the job with its first piece, and says so once", async () => {
  const job = await database.addJob({ pieces: pieces(2) });
  await claimMany(2);
  const row = await database.db.selectFrom("jobs").selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ state: "running", served: 200 });
  expect(row.started_at).toBeInstanceOf(Date);
  const events = await readEvents(database.db, { job, after: 0, limit: 10 });
  expect(events.map(({ type }) => type)).toEqual(["job-started"]);
});

it("gives only what is due, of its lane, and of a job that is open", async () => {
  await database.addJob({ pieces: [{ dueIn: 60 }, { state: "waiting" }, { stage: "prepare" }] });
  expect(await database.next()).toBeUndefined();
  expect(await database.next("media")).toBeDefined();
});

it("never gives a piece of a job that was cancelled", async () => {
  const job = await database.addJob({ pieces: pieces(3) });
  await database.next();
  await database.db.transaction().execute((within) => endJob(within, job, { state: "cancelled" }));
  expect(await database.next()).toBeUndefined();
});

describe("the order", () => {
  it("takes the highest priority first, whoever was served", async () => {
    const usual = await database.addJob({ pieces: pieces(1) });
    const urgent = await database.addJob({ priority: 5, served: 1000, pieces: pieces(1) });
    const low = await database.addJob({ priority: -5, pieces: pieces(1, 1) });
    expect([await database.next(), await database.next(), await database.next()]).toEqual([urgent, usual, low]);
  });

  it("takes within a job what is small first, then the order of the recording", async () => {
    const seconds = [100, 50, 90, 30];
    await database.addJob({ pieces: seconds.map((length, index) => ({ seconds: length, small: index === 3 })) });
    const order: (number | undefined)[] = [];
    for (const _ of seconds)
      order.push((await claimPiece(database.db, { lane: "speech", smallOnly: false, worker: "w" }))?.ordinal);
    expect(order).toEqual([3, 0, 1, 2]);
  });

  it("takes among jobs that had as much the one that came first", async () => {
    const jobs: string[] = [];
    for (let n = 0; n < 5; n++) jobs.push(await database.addJob({ pieces: [{ stage: "prepare", seconds: 1 }] }));
    const order: (string | undefined)[] = [];
    for (const _ of jobs) order.push(await database.next("media"));
    expect(order).toEqual(jobs);
  });

  it("gives the tenant with the fewest pieces at work the next one", async () => {
    for (let n = 0; n < 4; n++) await database.addJob({ tenant: "crowd", pieces: pieces(4) });
    await claimMany(3);
    const lone = await database.addJob({ tenant: "lone", served: 9999, pieces: pieces(3) });
    const had = await claimMany(4);
    // Three each: then they are even, and the job that was served least goes first.
    expect(had.get(lone)).toBe(3);
  });

  it("gives two long jobs about the same, whatever the size of their pieces", async () => {
    const coarse = await database.addJob({ pieces: pieces(40, 100) });
    const fine = await database.addJob({ pieces: pieces(200, 20) });
    const had = await claimMany(90);
    expect(Math.abs((had.get(coarse) ?? 0) * 100 - (had.get(fine) ?? 0) * 20)).toBeLessThanOrEqual(120);
  });

  it("takes a newcomer next beside one that has had much, and only until it has had as much", async () => {
    const long = await database.addJob({ pieces: pieces(50) });
    await claimMany(20);
    const newcomer = await database.addJob({ served: await timeNow(), pieces: pieces(50) });
    expect(await database.next()).toBe(newcomer);
    const had = await claimMany(20);
    expect(had.get(long)).toBeGreaterThanOrEqual(9);
    expect(had.get(newcomer)).toBeGreaterThanOrEqual(9);
  });

  it("starves nobody when short jobs keep coming", async () => {
    const long = await database.addJob({ pieces: pieces(50) });
    let longHad = 0;
    for (let round = 0; round < 40; round++) {
      await database.addJob({ served: await timeNow(), pieces: pieces(1, 30) });
      const served = await database.next();
      if (served === long) longHad++;
      else await sql`update jobs set state = 'succeeded' where id = ${served}`.execute(database.db);
    }
    expect(longHad).toBeGreaterThanOrEqual(3);
    expect(longHad).toBeLessThanOrEqual(35);
  });

  it("lets one that had nothing to do for long take one piece before the others, and then its share", async () => {
    const away = await database.addJob({ pieces: pieces(20) });
    await sql`update pieces set state = 'paused'`.execute(database.db);
    const busy = await database.addJob({ pieces: pieces(60) });
    await claimMany(30);
    await sql`update pieces set state = 'ready' where state = 'paused'`.execute(database.db);
    const had = await claimMany(10);
    expect(had.get(busy)).toBeGreaterThanOrEqual(4);
    expect(had.get(away)).toBeGreaterThanOrEqual(4);
  });
});

/** Where a newcomer begins. */
async function timeNow(): Promise<number> {
  const row = await database.db
    .selectFrom("virtual_time")
    .select("served")
    .where("priority", "=", 0)
    .executeTakeFirst();
  return row?.served ?? 0;
}

describe("a worker", () => {
  it("never takes what asks for a label it has not", async () => {
    const onGpu = await database.addJob({ labels: ["gpu"], priority: 5, pieces: pieces(1) });
    const plain = await database.addJob({ pieces: pieces(1) });
    const onBigGpu = await database.addJob({ labels: ["big", "gpu"], pieces: pieces(1) });
    expect(await database.next()).toBe(plain);
    expect(await database.next()).toBeUndefined();
    expect(await database.next("speech", { labels: ["gpu", "ssd"] })).toBe(onGpu);
    expect(await database.next("speech", { labels: ["gpu", "ssd"] })).toBeUndefined();
    expect(await database.next("speech", { labels: ["gpu", "big"] })).toBe(onBigGpu);
  });

  it("never takes what asks for a model it may not load", async () => {
    const large = await database.addJob({ model: "onnx/large", pieces: pieces(1) });
    const base = await database.addJob({ model: "onnx/base", pieces: pieces(1) });
    expect(await database.next("speech", { models: ["onnx/base"] })).toBe(base);
    expect(await database.next("speech", { models: ["onnx/base"] })).toBeUndefined();
    expect(await database.next()).toBe(large);
  });

  it("prepares a recording whatever its model: only recognition needs it", async () => {
    const job = await database.addJob({ model: "onnx/large", pieces: [{ stage: "prepare" }] });
    expect(await database.next("media", { models: ["onnx/base"] })).toBe(job);
  });
});

it("gives tenants their weight in pieces at work", async () => {
  const heavy = await database.addJob({ tenant: "heavy", pieces: pieces(20) });
  const light = await database.addJob({ tenant: "light", pieces: pieces(20) });
  await sql`update tenants set weight = 3 where id = 'heavy'`.execute(database.db);
  const had = await claimMany(12);
  expect([had.get(heavy), had.get(light)]).toEqual([9, 3]);
});

it("counts what can be claimed as the pieces say, whatever happens to them", async () => {
  const job = await database.addJob({ pieces: [{}, {}, { small: true }, { stage: "prepare" }, { state: "waiting" }] });
  await claimMany(2);
  await sql`update pieces set state = 'ready' where state = 'waiting'`.execute(database.db);
  await sql`update pieces set state = 'paused' where stage = 'prepare'`.execute(database.db);
  await sql`update jobs set priority = 3, served = 77, model = 'm' where id = ${job}`.execute(database.db);
  const { rows } = await sql`
    select lane, small, ready, running, priority, served, model from open_work where ready + running > 0
    order by lane, small`.execute(database.db);
  const common = { lane: "speech", priority: 3, served: 77, model: "m" };
  expect(rows).toEqual([
    { ...common, small: false, ready: 2, running: 1 },
    { ...common, small: true, ready: 0, running: 1 },
  ]);
  await database.db.transaction().execute((within) => endJob(within, job, { state: "cancelled" }));
  const left = await sql`select from open_work where ready + running > 0`.execute(database.db);
  expect(left.rows).toEqual([]);
  await sql`delete from jobs`.execute(database.db);
  expect((await sql`select from open_work`.execute(database.db)).rows).toEqual([]);
});

it("gives a slot for small pieces nothing else", async () => {
  await database.addJob({ pieces: pieces(3) });
  const short = await database.addJob({ served: 500, pieces: [{ seconds: 20, small: true }] });
  expect(await database.next("speech", { smallOnly: true })).toBe(short);
  expect(await database.next("speech", { smallOnly: true })).toBeUndefined();
  expect(await database.next("speech")).toBeDefined();
});

it("gives every piece once to many who ask at the same time", async () => {
  for (let n = 0; n < 3; n++) await database.addJob({ pieces: pieces(4) });
  const claims = Array.from({ length: 20 }, () =>
    claimPiece(database.db, { lane: "speech", smallOnly: false, worker: "w" }),
  );
  const ids = (await Promise.all(claims)).flatMap((piece) => (piece ? [piece.id] : []));
  expect(ids).toHaveLength(12);
  expect(new Set(ids).size).toBe(12);
});

const severalConnections = inject("postgres") !== undefined;
const notAlone = severalConnections ? "" : " (left out: an embedded database has one connection)";
it.skipIf(!severalConnections)(`waits for no other claim of the same priority${notAlone}`, async () => {
  await database.addJob({ served: 5, pieces: pieces(2) });
  await database.next();
  const job = await database.db.transaction().execute(async (within) => {
    await sql`select from virtual_time for update`.execute(within);
    return Promise.race([database.next(), pause(2_000, "it waited")]);
  });
  expect(job).not.toBe("it waited");
});

it("finds the best of twenty thousand pieces by an index, not by sorting them", async () => {
  for (let n = 0; n < 20; n++) await database.addJob({ served: n, pieces: [] });
  await sql`
    insert into pieces (job_id, tenant_id, stage, ordinal, lane, small, state, seconds, input)
    select id, tenant_id, 'recognise', n, 'speech', false, 'ready', 100, '{}' from jobs, generate_series(1, 1000) as n
  `.execute(database.db);
  const cpu = process.cpuUsage();
  for (let n = 0; n < 20; n++) await database.next();
  const { user, system } = process.cpuUsage(cpu);
  expect((user + system) / 1000 / 20).toBeLessThan(40);
});
