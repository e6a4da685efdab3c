import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readJob } from "../actions/jobs/read-job.ts";
import { cuttableDatabase } from "../actions/testing/cuttable-database.ts";
import { statesOf, submit, TENANT } from "../actions/testing/play-job.ts";
import { Failure } from "../domain/failure.ts";
import { answerRings } from "./answer-rings.ts";
import { openWorkerPlace, type WorkerPlace } from "./testing/open-worker-place.ts";

let place: WorkerPlace;
beforeAll(async () => {
  place = await openWorkerPlace();
});
beforeEach(() => place.reset());
afterAll(() => place.close());

const never = new AbortController().signal;
const inTime = { until: Number.POSITIVE_INFINITY, stopping: never };
const LANES = ["media", "speech", "text"] as const;
const rings = LANES.map((lane) => ({ lane, id: `ring ${lane}` }));

it("does what there is to do in the lanes that were rung, and gives back no ring", async () => {
  const id = await submit(place.services, { content: "0110", options: { language: "en" } });
  expect(await answerRings(place.services, rings, inTime)).toEqual([]);
  expect(await readJob(place.services, { tenant: TENANT, id })).toMatchObject({ state: "succeeded" });
});

it("gives back the ring alone for which nobody could look", async () => {
  const id = await submit(place.services, { content: "0110", options: { language: "en" } });
  await answerRings(place.services, rings.slice(0, 1), inTime);
  await sql`alter table pieces add constraint broken check (state <> 'running' or lane <> 'speech') not valid`.execute(
    place.db,
  );
  try {
    expect(await answerRings(place.services, rings, inTime)).toEqual([rings[1]]);
  } finally {
    await sql`alter table pieces drop constraint broken`.execute(place.db);
  }
  expect(await statesOf(place.services, id)).toEqual(["ready"]);
});

it("gives all back while the database is away, and tells it once", async () => {
  const { db, cut } = cuttableDatabase(place.db);
  cut();
  expect(await answerRings({ ...place.services, db }, rings, inTime)).toEqual(rings);
  const lines = place
    .logged()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([{ level: 40, code: "database-unavailable", msg: "a ring could not be answered" }]);
  expect(place.logged()).not.toMatch(/bug|Words/);
});

it("begins nothing after its time, and rings again for what is left", async () => {
  await submit(place.services, { content: "0110", options: { language: "en" } });
  await submit(place.services, { content: "0111", options: { language: "en" } });
  const rung: string[] = [];
  const listening = await place.services.bell.listen(["media"], async (lane) => void rung.push(lane));
  rung.length = 0;
  const soon = { until: performance.now() + 1, stopping: never };
  const back = await answerRings(place.services, rings, soon);
  await listening.stop();
  expect(back).toEqual(rings.slice(1));
  expect(rung).toEqual(["media"]);
});

it("calls somebody who sends webhooks once a job has ended that has one", async () => {
  const handling = { webhook: { url: "http://127.0.0.1:10/", events: ["job.succeeded"] } } as const;
  await submit(place.services, { content: "0110", options: { language: "en" }, handling });
  const rung: string[] = [];
  const listening = await place.services.bell.listen(["network"], async (lane) => void rung.push(lane));
  rung.length = 0;
  await answerRings(place.services, rings.slice(0, 2), inTime);
  expect(rung).toEqual([]);
  await answerRings(place.services, rings.slice(2), inTime);
  await listening.stop();
  expect(rung).toEqual(["network"]);
});

it("leaves the work to others where the disk is full, and comes back to it", async () => {
  const contents = ["0110", "0111"];
  for (const content of contents) await submit(place.services, { content, options: { language: "en" } });
  const again: unknown[] = [];
  const bell = { ...place.services.bell, ring: async (...asked: unknown[]) => void again.push(asked) };
  const decoder = { ...place.services.decoder, probe: () => Promise.reject(new Failure("disk-full", "Full.")) };
  await answerRings({ ...place.services, bell, decoder }, rings.slice(0, 1), inTime);
  const states = await place.db.selectFrom("pieces").select("state").orderBy("created_at").execute();
  expect(states).toEqual([{ state: "paused" }, { state: "ready" }]);
  expect(again).toContainEqual(["media", { delayMs: 10_000 }]);
});
