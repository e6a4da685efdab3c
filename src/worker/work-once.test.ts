import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readJob } from "../actions/jobs/read-job.ts";
import { claim, expireLeases, submit, TENANT } from "../actions/testing/play-job.ts";
import { openWorkerPlace, type WorkerPlace } from "./testing/open-worker-place.ts";
import { workOnce } from "./work-once.ts";

let place: WorkerPlace;
beforeAll(async () => {
  place = await openWorkerPlace();
});
beforeEach(() => place.reset());
afterAll(() => place.close());

const never = new AbortController().signal;

it("takes back what a lost worker had, where it sweeps, and does it", async () => {
  const id = await submit(place.services, { content: "0110", options: { language: "en" } });
  await claim(place.services, "prepare");
  await expireLeases(place.services);
  await place.db.deleteFrom("sweeps").execute();
  expect(await workOnce(place.services, never)).toBe(0);
  expect(await workOnce(place.services, never, { sweeps: true })).toBeGreaterThan(0);
  expect(await readJob(place.services, { tenant: TENANT, id })).toMatchObject({ state: "succeeded" });
});
