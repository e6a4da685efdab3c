import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type JobReader, jobReader } from "./job-reader.ts";
import { openDatabase, type TestDatabase } from "./testing/open-database.ts";

let database: TestDatabase;
let jobs: JobReader;

beforeAll(async () => {
  database = await openDatabase();
});
beforeEach(async () => {
  await database.clear();
  jobs = jobReader(database.db, "test");
});
afterAll(() => database.close());

it("answers everybody with the job they asked for, however many ask at once", async () => {
  const ids = await Promise.all(Array.from({ length: 250 }, () => database.addJob({ pieces: [] })));
  const found = await Promise.all(ids.map((id) => jobs.find({ tenant: "local", id })));
  expect(found.map((job) => job?.id)).toEqual(ids);
});

it("takes an id in either case, and knows none that is not there", async () => {
  const id = await database.addJob({ pieces: [] });
  expect((await jobs.find({ tenant: "local", id: id.toUpperCase() }))?.id).toBe(id);
  expect(await jobs.find({ tenant: "local", id: randomUUID() })).toBeUndefined();
});

it("shows nobody another tenant's job, though both ask at once", async () => {
  const id = await database.addJob({ pieces: [] });
  const [own, foreign] = await Promise.all([
    jobs.find({ tenant: "local", id }),
    jobs.find({ tenant: "somebody else", id }),
  ]);
  expect([own?.id, foreign]).toEqual([id, undefined]);
});

it("answers with all that was committed before the question", async () => {
  const id = await database.addJob({ pieces: [] });
  for (let n = 1; n <= 50; n++) {
    const before = jobs.find({ tenant: "local", id });
    await sql`update jobs set decoded_seconds = ${n} where id = ${id}`.execute(database.db);
    const [, after] = await Promise.all([before, jobs.find({ tenant: "local", id })]);
    expect(after?.progress.decodedSeconds).toBe(n);
  }
});

it("spoils nobody's answer by a question that makes no sense", async () => {
  const id = await database.addJob({ pieces: [] });
  const ids = [id, "no uuid", id];
  const found = await Promise.all(ids.map((each) => jobs.find({ tenant: "local", id: each })));
  expect(found.map((job) => job?.id)).toEqual([id, undefined, id]);
});
