import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { claimPiece } from "../database/claim.ts";
import { takeBackExpired } from "../database/leases.ts";
import { describeBug } from "../domain/describe-bug.ts";
import { Failure } from "../domain/failure.ts";
import type { JobNews } from "../ports/news.ts";
import type { Services } from "../services.ts";
import { cancelJob } from "./cancel-job.ts";
import { emitStretch } from "./emit-stretch.ts";
import { failPiece } from "./fail-piece.ts";
import { purgeJob } from "./purge-job.ts";
import { readJob } from "./read-job.ts";
import { ringForDue } from "./ring-for-due.ts";
import { takeBackLost } from "./take-back-lost.ts";
import { openWorkplace, type Workplace } from "./testing/open-workplace.ts";
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
} from "./testing/play-job.ts";

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

  /** Brings a piece to its fifth loss, with something happening just before it would be given up. */
  async function loseForGood(meanwhile: (id: string) => Promise<unknown>): Promise<string> {
    const id = await submit(services);
    await claim(services, "prepare");
    await services.db.updateTable("pieces").set({ lease_lost: 4 }).execute();
    await expireLeases(services);
    const log = services.log.child({});
    let happening: Promise<unknown> = Promise.resolve();
    log.warn = () => {
      happening = meanwhile(id);
    };
    await takeBackLost({ ...services, log });
    await happening;
    return id;
  }

  it("is not counted against who has claimed the piece meanwhile", async () => {
    const told: JobNews[] = [];
    const stop = services.news.listen((news) => void told.push(news));
    const id = await loseForGood(() => claim(services, "prepare"));
    stop();
    expect(await statesOf(services, id, "prepare")).toEqual(["running"]);
    expect(told).not.toContainEqual({ job: id, kind: "cancelled" });
  });

  it("adds nothing to a job that has ended meanwhile, and is no bug when it was deleted", async () => {
    const id = await loseForGood((id) => cancelJob(services, { tenant: TENANT, id }));
    expect((await eventTypes(services, id)).at(-1)).toBe("job-cancelled");
    expect(await statesOf(services, id, "prepare")).toEqual(["cancelled"]);
    await loseForGood((id) => purgeJob(services, { tenant: TENANT, id }));
  });
});

it("rings for what is due, once its pause is over", async () => {
  await submit(services);
  await failPiece(services, await claim(services, "prepare"), lost);
  const rung: string[] = [];
  const listening = await services.bell.listen(["media", "speech", "text"], (lane) => void rung.push(lane));
  await ringForDue(services);
  expect(rung).toEqual([]);
  await endPauses(services);
  await ringForDue(services);
  expect(rung).toEqual(["media"]);
  await listening.stop();
  expect(await takeBackExpired(services.db, { worker: "another" })).toEqual([]);
});
