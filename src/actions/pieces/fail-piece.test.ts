import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { claimPiece } from "../../database/claim.ts";
import { describeBug } from "../../domain/describe-bug.ts";
import { Failure } from "../../domain/failure.ts";
import type { JobNews } from "../../ports/news.ts";
import type { Services } from "../../services.ts";
import { cancelJob } from "../jobs/cancel-job.ts";
import { purgeJob } from "../jobs/purge-job.ts";
import { readJob } from "../jobs/read-job.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import {
  claim,
  endPauses,
  eventTypes,
  expireLeases,
  hear,
  never,
  prepare,
  statesOf,
  stretch,
  submit,
  TENANT,
} from "../testing/play-job.ts";
import { emitStretch } from "./emit-stretch.ts";
import { failPiece } from "./fail-piece.ts";
import { takeBackLost, takeBackOwn } from "./take-back-lost.ts";
import { wakePaused } from "./wake-paused.ts";

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

const job = (id: string) => readJob(services, { tenant: TENANT, id });
const lost = new Failure("engine-lost", "The engine's process was lost");
const refused = new Failure("media-unreadable", "That is no recording");

/** How long a piece has to wait, in seconds. */
async function pauseOf(id: string): Promise<number> {
  const row = await services.db.selectFrom("pieces").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  return (row.run_after.getTime() - Date.now()) / 1000;
}

describe("a cause that another try may mend", () => {
  it("leads to a longer pause each time, and at the third time to the end", async () => {
    const id = await submit(services);
    const first = await claim(services, "prepare");
    await failPiece(services, first, lost);
    expect(await claimPiece(services.db, { lane: "media", smallOnly: false, worker: "w" })).toBeUndefined();
    const pause = await pauseOf(first.id);
    await endPauses(services);
    const second = await claim(services, "prepare");
    expect(second).toMatchObject({ attempt: 2, failures: 1 });
    await failPiece(services, second, lost);
    expect(await pauseOf(first.id)).toBeGreaterThan(pause + 3);
    await endPauses(services);
    await failPiece(services, await claim(services, "prepare"), lost);
    expect(await statesOf(services, id, "prepare")).toEqual(["dead"]);
    const error = { code: "engine-lost", retry: true };
    expect(await job(id)).toMatchObject({ state: "failed", error });
    expect((await eventTypes(services, id)).at(-1)).toBe("job-failed");
  });

  it("is forgotten once it has gone well", async () => {
    await submit(services, { options: { language: "en" } });
    await prepare(services, 1);
    await failPiece(services, await claim(services, "recognise"), lost);
    await endPauses(services);
    await hear(services, await claim(services, "recognise"));
    const row = await services.db.selectFrom("pieces").selectAll().where("stage", "=", "recognise").executeTakeFirst();
    expect(row).toMatchObject({ state: "done", error: null, failures: 1 });
  });
});

describe("a cause in the worker's surroundings", () => {
  const away = new Failure("storage-unavailable", "The store is away");

  it("costs a job nothing, however often it comes in a day", async () => {
    const id = await submit(services);
    for (let n = 0; n < 6; n++) {
      await failPiece(services, await claim(services, "prepare"), n % 2 ? new Failure("disk-full", "Full") : away);
      expect(await statesOf(services, id, "prepare")).toEqual(["paused"]);
      await endPauses(services);
    }
    expect(await claim(services, "prepare")).toMatchObject({ attempt: 7, failures: 0 });
  });

  it("waits longer each time, and no longer than a bit more than a minute", async () => {
    await submit(services);
    const pauses: number[] = [];
    for (let n = 0; n < 4; n++) {
      const piece = await claim(services, "prepare");
      await failPiece(services, piece, away);
      pauses.push(await pauseOf(piece.id));
      await endPauses(services);
    }
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.at(-1)).toBeLessThan(76);
  });

  it("counts like any other once the job is a day old", async () => {
    const id = await submit(services);
    for (let n = 0; n < 3; n++) {
      const piece = await claim(services, "prepare");
      await sql`update jobs set started_at = now() - interval '25 hours'`.execute(services.db);
      await failPiece(services, piece, away);
      await endPauses(services);
    }
    expect(await job(id)).toMatchObject({ state: "failed", error: { code: "storage-unavailable" } });
  });
});

it("gives up at once where another try would not help, and cancels the rest", async () => {
  const id = await submit(services, { options: { language: "en" } });
  const piece = await claim(services, "prepare");
  await emitStretch(services, piece, stretch(0), never);
  await emitStretch(services, piece, stretch(1), never);
  await claim(services, "recognise");
  const told: JobNews[] = [];
  const stop = services.news.listen((news) => void told.push(news));
  await failPiece(services, piece, refused);
  stop();
  expect(await statesOf(services, id, "prepare")).toEqual(["failed"]);
  expect(await statesOf(services, id)).toEqual(["cancelled", "cancelled"]);
  expect(await job(id)).toMatchObject({
    state: "failed",
    error: { code: "media-unreadable", detail: "That is no recording" },
  });
  // Whoever works on the rest of it learns that it is for nothing.
  expect(told).toContainEqual({ job: id, kind: "cancelled" });
});

it("goes on without a stretch that is given up, and tells so", async () => {
  const id = await submit(services, { options: { language: "en" } });
  await prepare(services, 2);
  await failPiece(services, await claim(services, "recognise"), new Failure("engine-failed", "No words"));
  await hear(services, await claim(services, "recognise"));
  expect(await statesOf(services, id)).toEqual(["failed", "done"]);
  expect(await job(id)).toMatchObject({ state: "running" });
  expect(await eventTypes(services, id)).toContain("warning");
  expect(await claim(services, "assemble")).toMatchObject({ job: id });
});

it("tells of a bug by where it was, never by its message", async () => {
  const id = await submit(services);
  const secret = "what the speaker said\n    at the end";
  await failPiece(services, await claim(services, "prepare"), new TypeError(secret));
  const row = await services.db.selectFrom("pieces").select("error").where("job_id", "=", id).executeTakeFirstOrThrow();
  expect(row.error).toMatchObject({ code: "internal-error", retry: true });
  expect(place.logged()).toContain("fail-piece.test.ts");
  expect(place.logged() + JSON.stringify(row)).not.toMatch(/speaker|the end/);
  expect(describeBug("thrown text")).toEqual({ name: "string", frames: [] });
});

describe("a worker that fell silent", () => {
  it("costs its piece nothing but the time, up to the fifth time", async () => {
    const id = await submit(services);
    for (let loss = 1; loss <= 4; loss++) {
      expect(await claim(services, "prepare")).toMatchObject({ attempt: loss, failures: 0 });
      await expireLeases(services);
      await takeBackLost(services);
      expect(await statesOf(services, id, "prepare")).toEqual(["ready"]);
    }
    await claim(services, "prepare");
    await expireLeases(services);
    await takeBackLost(services);
    expect(await statesOf(services, id, "prepare")).toEqual(["dead"]);
    expect(await job(id)).toMatchObject({ state: "failed", error: { code: "worker-lost", retry: true } });
  });

  it("is done again at each start of a process that is alone, and given up where that goes on and on", async () => {
    const id = await submit(services);
    for (let start = 1; start <= 24; start++) {
      await claim(services, "prepare");
      expect(await takeBackOwn(services.db)).toEqual({ again: 1, givenUp: 0 });
    }
    await claim(services, "prepare");
    expect(await takeBackOwn(services.db)).toEqual({ again: 0, givenUp: 1 });
    expect(await takeBackOwn(services.db)).toEqual({ again: 0, givenUp: 0 });
    expect(await job(id)).toMatchObject({ state: "failed", error: { code: "worker-lost", retry: true } });
  });

  it("is counted once, whoever else takes lost pieces back at the same time", async () => {
    const id = await submit(services);
    await claim(services, "prepare");
    await expireLeases(services);
    await Promise.all([takeBackLost(services), takeBackLost({ ...services, atWork: new Set() })]);
    expect(await statesOf(services, id, "prepare")).toEqual(["ready"]);
    const row = await services.db.selectFrom("pieces").select("lease_lost").executeTakeFirst();
    expect(row).toEqual({ lease_lost: 1 });
  });

  it("ends a job once, with whatever came first, and is no bug when the job was deleted", async () => {
    for (const meanwhile of [cancelJob, purgeJob]) {
      const id = await submit(services);
      await claim(services, "prepare");
      await services.db.updateTable("pieces").set({ lease_lost: 4 }).execute();
      await expireLeases(services);
      await Promise.all([takeBackLost(services), meanwhile(services, { tenant: TENANT, id })]);
      const ends = (await eventTypes(services, id)).filter((type) => /^job-(failed|cancelled)$/.test(type));
      expect(ends).toHaveLength(meanwhile === cancelJob ? 1 : 0);
    }
  });
});

it("wakes what was paused, once its time has come, and rings for it", async () => {
  const id = await submit(services);
  await failPiece(services, await claim(services, "prepare"), lost);
  expect(await statesOf(services, id, "prepare")).toEqual(["paused"]);
  const rung: string[] = [];
  const listening = await services.bell.listen(["media", "speech", "text"], async (lane) => void rung.push(lane));
  await wakePaused(services);
  expect(rung).toEqual([]);
  await services.db
    .updateTable("pieces")
    .set({ run_after: new Date(0) })
    .execute();
  await Promise.all([wakePaused(services), wakePaused(services)]);
  await listening.stop();
  expect(rung).toEqual(["media"]);
  expect(await statesOf(services, id, "prepare")).toEqual(["ready"]);
});
