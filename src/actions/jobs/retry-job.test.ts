import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { releaseBlobs } from "../../database/blobs.ts";
import { claimPiece } from "../../database/claim.ts";
import { PieceTaken } from "../../database/write-as.ts";
import { Failure } from "../../domain/failure.ts";
import type { JobNews } from "../../ports/news.ts";
import type { Services } from "../../services.ts";
import { emitStretch } from "../pieces/emit-stretch.ts";
import { failPiece } from "../pieces/fail-piece.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import {
  claim,
  complete,
  endPrepare,
  eventTypes,
  hear,
  never,
  prepare,
  putTogether,
  statesOf,
  stretch,
  submit,
  TENANT,
} from "../testing/play-job.ts";
import { cancelJob } from "./cancel-job.ts";
import { readJob } from "./read-job.ts";
import { readTranscript } from "./read-transcript.ts";
import { retryJob } from "./retry-job.ts";

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

const named = (id: string) => ({ tenant: TENANT, id });
const no = new Failure("engine-failed", "No words");
const english = { options: { language: "en" } } as const;

/** A job of three stretches of which some could not be recognised. */
async function partialJob(lost: readonly number[] = [1]): Promise<string> {
  const id = await submit(services, english);
  await prepare(services, 3);
  for (let n = 0; n < 3; n++) {
    const piece = await claim(services, "recognise");
    await (lost.includes(n) ? failPiece(services, piece, no) : hear(services, piece));
  }
  await putTogether(services, await claim(services, "assemble"));
  return id;
}

describe("cancelling", () => {
  it("ends a job that waits or runs, tells those who work on it, and gives nothing of it out any more", async () => {
    const id = await submit(services, english);
    const piece = await claim(services, "prepare");
    await emitStretch(services, piece, stretch(0), never);
    const told: JobNews[] = [];
    const stop = services.news.listen((news) => void told.push(news));
    expect((await cancelJob(services, named(id))).state).toBe("cancelled");
    stop();
    expect(told).toEqual([{ job: id, kind: "cancelled" }]);
    expect(await claimPiece(services.db, { lane: "speech", smallOnly: false, worker: "w" })).toBeUndefined();
    await expect(emitStretch(services, piece, stretch(1), never)).rejects.toThrow(PieceTaken);
    await expect(readTranscript(services, named(id))).rejects.toMatchObject({ code: "job-cancelled" });
  });

  it("leaves a job that has ended as it is", async () => {
    const id = await submit(services);
    await complete(services);
    const before = await eventTypes(services, id);
    expect((await cancelJob(services, named(id))).state).toBe("succeeded");
    expect(await eventTypes(services, id)).toEqual(before);
  });

  it("knows no job that is not there", async () => {
    const id = await submit(services);
    const missing = { code: "job-not-found" };
    await expect(cancelJob(services, { tenant: "other", id })).rejects.toMatchObject(missing);
    await expect(retryJob(services, { tenant: "other", id })).rejects.toMatchObject(missing);
  });
});

describe("retrying", () => {
  it("refuses a job that is open, and one of which nothing is missing", async () => {
    const refused = { code: "job-not-retryable" };
    const id = await submit(services);
    await expect(retryJob(services, named(id))).rejects.toMatchObject(refused);
    await complete(services);
    await expect(retryJob(services, named(id))).rejects.toMatchObject(refused);
  });

  it("prepares again what failed to be prepared", async () => {
    const id = await submit(services);
    await failPiece(services, await claim(services, "prepare"), new Failure("media-unreadable", "No recording"));
    await expect(readTranscript(services, named(id))).rejects.toThrow("No recording");
    expect(await retryJob(services, named(id))).toMatchObject({ state: "queued", error: null, finishedAt: null });
    await complete(services);
    expect(await readJob(services, named(id))).toMatchObject({
      state: "succeeded",
      progress: { pieces: { done: 2, known: 2 } },
    });
  });

  it("goes on with a cancelled job where it was, and the old attempt cannot write", async () => {
    const id = await submit(services, english);
    const old = await claim(services, "prepare");
    await emitStretch(services, old, stretch(0), never);
    await emitStretch(services, old, stretch(1), never);
    await hear(services, await claim(services, "recognise"));
    const oldRecognise = await claim(services, "recognise");
    await cancelJob(services, named(id));
    await retryJob(services, named(id));
    expect(await statesOf(services, id)).toEqual(["done", "ready"]);
    await expect(emitStretch(services, old, stretch(2), never)).rejects.toThrow(PieceTaken);
    await expect(hear(services, oldRecognise)).rejects.toThrow(PieceTaken);
    const piece = await claim(services, "prepare");
    for (let n = 0; n < 3; n++) await emitStretch(services, piece, stretch(n), never);
    await endPrepare(services, piece, 15);
    expect(await statesOf(services, id)).toEqual(["done", "ready", "ready"]);
    await hear(services, await claim(services, "recognise"));
    await hear(services, await claim(services, "recognise"));
    await putTogether(services, await claim(services, "assemble"));
    const job = await readJob(services, named(id));
    expect(job).toMatchObject({
      state: "succeeded",
      partial: false,
      progress: { recognisedSeconds: 6, speechSeconds: 6 },
    });
  });

  it("recognises of a partial job what was missing, and nothing else", async () => {
    const id = await partialJob();
    expect(await readJob(services, named(id))).toMatchObject({ state: "succeeded", partial: true });
    expect(await retryJob(services, named(id))).toMatchObject({
      state: "queued",
      partial: false,
      progress: { pieces: { done: 2 } },
    });
    expect(await statesOf(services, id)).toEqual(["done", "ready", "done"]);
    await expect(readTranscript(services, named(id))).rejects.toMatchObject({ code: "job-not-finished" });
    const piece = await claim(services, "recognise");
    expect(piece).toMatchObject({ ordinal: 1, attempt: 2, failures: 0 });
    await hear(services, piece);
    await putTogether(services, await claim(services, "assemble"));
    expect(await readJob(services, named(id))).toMatchObject({ state: "succeeded", partial: false });
    expect((await eventTypes(services, id)).filter((type) => type.startsWith("job-"))).toEqual([
      ...["job-queued", "job-started", "job-succeeded"],
      ...["job-queued", "job-started", "job-succeeded"],
    ]);
  });

  it("cuts the recording again when its sound was released, and recognises nothing before that", async () => {
    const id = await partialJob([1, 2]);
    await releaseBlobs(services, { job: id, purpose: "stretch" });
    expect(await place.storedFiles()).toHaveLength(1);
    await retryJob(services, named(id));
    expect(await statesOf(services, id)).toEqual(["done", "waiting", "waiting"]);
    const again = await claim(services, "prepare");
    await emitStretch(services, again, stretch(0), never);
    expect(await statesOf(services, id)).toEqual(["done", "waiting", "waiting"]);
    expect(await place.storedFiles()).toHaveLength(1);
    await emitStretch(services, again, stretch(1), never);
    expect(await statesOf(services, id)).toEqual(["done", "ready", "waiting"]);
    await emitStretch(services, again, stretch(2), never);
    await hear(services, await claim(services, "recognise"));
    await hear(services, await claim(services, "recognise"));
    await endPrepare(services, again, 15);
    await putTogether(services, await claim(services, "assemble"));
    expect(await readJob(services, named(id))).toMatchObject({
      partial: false,
      progress: { pieces: { done: 3, known: 3 } },
    });
    expect(await place.storedFiles()).toHaveLength(1);
  });

  it("opens a job once when two retry it at the same time", async () => {
    const id = await submit(services);
    await cancelJob(services, named(id));
    const both = await Promise.allSettled([retryJob(services, named(id)), retryJob(services, named(id))]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("does not give an old job all that the others had since", async () => {
    const old = await submit(services, english);
    await cancelJob(services, named(old));
    await submit(services, english);
    await prepare(services, 4);
    for (let n = 0; n < 3; n++) await claim(services, "recognise");
    await retryJob(services, named(old));
    const { served } = await services.db
      .selectFrom("jobs")
      .select("served")
      .where("id", "=", old)
      .executeTakeFirstOrThrow();
    expect(served).toBeGreaterThanOrEqual(10);
  });
});
