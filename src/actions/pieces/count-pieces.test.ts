import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openDatabase, type TestDatabase } from "../../database/testing/open-database.ts";
import { COUNTS, countPieces, QUEUES } from "./count-pieces.ts";

let place: TestDatabase;

beforeAll(async () => {
  place = await openDatabase();
});
beforeEach(() => place.clear());
afterAll(() => place.close());

const count = () => countPieces(place);

/** Lets the ready pieces of a job be so old. */
const age = (job: string, seconds: number) =>
  sql`update pieces set created_at = now() - interval '1 day', run_after = now() - make_interval(secs => ${seconds})
    where job_id = ${job} and state = 'ready'`.execute(place.db);

it("counts pieces by lane and state, and not those that are over", async () => {
  const job = await place.addJob({
    pieces: [
      ...[{ stage: "prepare", state: "running" } as const, {}, { small: true }, { state: "waiting" } as const],
      ...[{ dueIn: 60 }, { stage: "assemble", state: "waiting" } as const],
    ],
  });
  await sql`update pieces set state = 'running' where job_id = ${job} and lane = 'media'`.execute(place.db);
  await place.next();
  const done = await place.addJob({ pieces: [{}, {}] });
  await sql`update pieces set state = 'done' where job_id = ${done}`.execute(place.db);
  const { pieces } = await count();
  expect([...pieces].sort((a, b) => `${a.lane}${a.state}`.localeCompare(`${b.lane}${b.state}`))).toEqual([
    { lane: "media", state: "running", count: 1 },
    { lane: "speech", state: "paused", count: 1 },
    { lane: "speech", state: "ready", count: 1 },
    { lane: "speech", state: "running", count: 1 },
    { lane: "speech", state: "waiting", count: 1 },
    { lane: "text", state: "waiting", count: 1 },
  ]);
});

it("tells for how long the oldest piece of a lane has been ready, and not how old its job is", async () => {
  const [old, young] = [await place.addJob({ pieces: [{}] }), await place.addJob({ pieces: [{}, { small: true }] })];
  await sql`update open_work set created_at = now() - interval '5 hours' where job_id = ${old}`.execute(place.db);
  await age(old, 30);
  await age(young, 90);
  await place.addJob({ pieces: [{ stage: "prepare" }] });
  const { queues } = await count();
  const [media, speech] = [...queues].sort((a, b) => a.lane.localeCompare(b.lane));
  expect([media, speech]).toMatchObject([
    { lane: "media", ready: 1 },
    { lane: "speech", ready: 3 },
  ]);
  expect(speech?.oldestSeconds).toBeGreaterThanOrEqual(90);
  expect(speech?.oldestSeconds).toBeLessThan(120);
  expect(media?.oldestSeconds).toBeLessThan(60);
});

it("looks at no piece that is over", async () => {
  const job = await place.addJob({ pieces: [] });
  await sql`insert into pieces (job_id, tenant_id, stage, ordinal, lane, small, state, seconds, input)
    select ${job}, 'local', 'recognise', ordinal, 'speech', false, 'done', 1, '{}'
    from generate_series(1, 20000) as ordinal`.execute(place.db);
  await sql`analyze pieces`.execute(place.db);
  for (const question of [COUNTS, QUEUES]) {
    const plan = await sql`explain ${question}`.execute(place.db);
    expect(JSON.stringify(plan.rows)).not.toContain("Seq Scan on pieces");
  }
});
