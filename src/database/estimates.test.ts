import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { QueuePlace } from "../domain/job.ts";
import { findJob } from "./jobs.ts";
import { openDatabase, type TestDatabase } from "./testing/open-database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await openDatabase();
});
beforeEach(() => database.clear());
afterAll(() => database.close());

const HOUR = 3_600;

/** A job that has not begun; with `dueIn` it may not before so many seconds are over. */
const add = (dueIn = 0) => database.addJob({ pieces: [{ stage: "prepare", dueIn }] });

async function placeOf(id: string): Promise<QueuePlace | null | undefined> {
  return (await findJob(database.db, { tenant: "local", id, machine: "" }))?.queue;
}

/** Starts two jobs, one of them twenty seconds ago. */
async function startTwo(): Promise<void> {
  const ids = [await add(), await add()];
  for (const [index, id] of ids.entries())
    await sql`update jobs set state = 'running', started_at = now() - make_interval(secs => ${20 * index})
      where id = ${id}`.execute(database.db);
}

describe("a job that waits for its time", () => {
  it("is not ahead of others until it has come", async () => {
    const [later, now] = [await add(HOUR), await add()];
    expect(await placeOf(now)).toMatchObject({ ahead: 0 });
    await sql`update pieces set run_after = now() - interval '1 second' where job_id = ${later}`.execute(database.db);
    expect(await placeOf(now)).toMatchObject({ ahead: 1 });
  });

  it("does not start before it, however fast others are started", async () => {
    const id = await add(HOUR);
    expect((await placeOf(id))?.startsInSeconds).toBeGreaterThan(HOUR - 60);
    await startTwo();
    expect((await placeOf(id))?.startsInSeconds).toBeGreaterThan(HOUR - 60);
    expect((await placeOf(id))?.startsInSeconds).toBeLessThanOrEqual(HOUR);
  });

  it("waits for those ahead of it where that takes longer", async () => {
    await startTwo();
    await add();
    await add();
    const startsIn = (await placeOf(await add(5)))?.startsInSeconds;
    expect(startsIn).toBeGreaterThanOrEqual(30);
    expect(startsIn).toBeLessThanOrEqual(35);
  });
});

it("tells a job that needs labels by jobs that needed the same", async () => {
  const label = (id: string) => sql`update jobs set labels = '{gpu}' where id = ${id}`.execute(database.db);
  await startTwo();
  const id = await add();
  await label(id);
  expect(await placeOf(id)).toEqual({ ahead: 0, startsInSeconds: null });
  await sql`update jobs set labels = '{eu,gpu}' where state = 'running'`.execute(database.db);
  expect((await placeOf(id))?.startsInSeconds).toBeGreaterThan(0);
});

it("says nothing of when a job starts that could at once, where none were started", async () => {
  expect(await placeOf(await add())).toEqual({ ahead: 0, startsInSeconds: null });
});
