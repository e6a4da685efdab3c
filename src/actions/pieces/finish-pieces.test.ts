import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { claimPiece } from "../../database/claim.ts";
import { readEvents } from "../../database/events.ts";
import { PieceTaken } from "../../database/write-as.ts";
import type { Services } from "../../services.ts";
import { cancelJob } from "../jobs/cancel-job.ts";
import { readJob } from "../jobs/read-job.ts";
import { readTranscript } from "../jobs/read-transcript.ts";
import { requestTranscription } from "../jobs/request-transcription.ts";
import { storeRecording } from "../jobs/store-recording.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import {
  claim,
  complete,
  endPrepare,
  eventTypes,
  expireLeases,
  hear,
  never,
  prepare,
  putTogether,
  statesOf,
  stretch,
  submit,
  TENANT,
} from "../testing/play-job.ts";
import { emitStretch } from "./emit-stretch.ts";
import { failPiece } from "./fail-piece.ts";
import { takeBackLost } from "./take-back-lost.ts";

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

const job = (id: string) => readJob(services, { tenant: TENANT, id });

it("takes a job from its recording to its transcript", async () => {
  const id = await submit(services);
  await expect(readTranscript(services, { tenant: TENANT, id })).rejects.toMatchObject({ code: "job-not-finished" });
  await complete(services, 2);
  expect(await job(id)).toMatchObject({
    state: "succeeded",
    partial: false,
    language: "en",
    error: null,
    progress: { fraction: 1, pieces: { done: 2, known: 2 }, recognisedSeconds: 4, speechSeconds: 4, etaSeconds: null },
  });
  const events = await readEvents(services.db, { job: id, after: 0, limit: 100 });
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect(events.map(({ type }) => type)).toEqual([
    ...["job-queued", "job-started", "progress", "progress", "progress"],
    ...["language-detected", "segment-final", "progress"],
    ...["language-detected", "segment-final", "progress"],
    "job-succeeded",
  ]);
  expect((await readTranscript(services, { tenant: TENANT, id })).transcript.model).toBe("test/model");
  // Its stretches are not needed any more.
  expect(await place.storedFiles()).toHaveLength(1);
});

it("puts together at once what has no speech", async () => {
  const id = await submit(services);
  await prepare(services, 0);
  expect(await claim(services, "assemble")).toMatchObject({ job: id });
});

describe("the language", () => {
  it("is decided by one stretch after another; then all the rest can be taken", async () => {
    const id = await submit(services);
    await prepare(services, 4);
    expect(await statesOf(services, id)).toEqual(["ready", "waiting", "waiting", "waiting"]);
    await hear(services, await claim(services, "recognise"));
    expect(await statesOf(services, id)).toEqual(["done", "ready", "waiting", "waiting"]);
    await hear(services, await claim(services, "recognise"), { language: "fr" });
    expect(await statesOf(services, id)).toEqual(["done", "done", "ready", "ready"]);
    expect((await job(id)).language).toBe("fr");
  });

  it("lets nobody wait when it was given", async () => {
    const id = await submit(services, { options: { language: "de" } });
    await prepare(services, 3);
    expect(await statesOf(services, id)).toEqual(["ready", "ready", "ready"]);
  });

  it("is decided by the next stretch where one was given up", async () => {
    const id = await submit(services);
    await prepare(services, 2);
    await failPiece(services, await claim(services, "recognise"), new Error("bug"));
    expect(await statesOf(services, id)).toEqual(["paused", "waiting"]);
    await services.db.updateTable("pieces").set({ failures: 2, state: "ready" }).where("ordinal", "=", 0).execute();
    await failPiece(services, await claim(services, "recognise"), new Error("bug"));
    expect(await statesOf(services, id)).toEqual(["dead", "ready"]);
  });

  it("lets stretches that are cut later go at once when it is known already", async () => {
    const id = await submit(services);
    const piece = await claim(services, "prepare");
    await emitStretch(services, piece, stretch(0), never);
    await hear(services, await claim(services, "recognise"), { language: "en" });
    await emitStretch(services, piece, stretch(1), never);
    await emitStretch(services, piece, stretch(2), never);
    expect(await statesOf(services, id)).toEqual(["done", "ready", "ready"]);
  });
});

it("puts together once: when all has been cut and the last stretch is heard, in either order", async () => {
  const id = await submit(services, { options: { language: "en" } });
  const piece = await claim(services, "prepare");
  await emitStretch(services, piece, stretch(0), never);
  await emitStretch(services, piece, stretch(1), never);
  const [first, second] = [await claim(services, "recognise"), await claim(services, "recognise")];
  await hear(services, second);
  await endPrepare(services, piece, 10);
  expect(await statesOf(services, id, "assemble")).toEqual(["waiting"]);
  await hear(services, first);
  const assemble = await claim(services, "assemble");
  expect(await claimPiece(services.db, { lane: "text", smallOnly: false, worker: "w" })).toBeUndefined();
  await putTogether(services, assemble);
  await expect(putTogether(services, assemble)).rejects.toThrow(PieceTaken);
  expect((await eventTypes(services, id)).filter((type) => type === "job-succeeded")).toHaveLength(1);
});

it("writes nothing for an attempt whose piece was taken back, given away or cancelled", async () => {
  const id = await submit(services, { options: { language: "en" } });
  await prepare(services, 1);
  const old = await claim(services, "recognise");
  await expireLeases(services);
  await takeBackLost(services);
  const before = await eventTypes(services, id);
  await expect(hear(services, old)).rejects.toThrow(PieceTaken);
  await expect(failPiece(services, old, new Error("late"))).rejects.toThrow(PieceTaken);
  const current = await claim(services, "recognise");
  await expect(hear(services, old)).rejects.toThrow(PieceTaken);
  await expect(failPiece(services, old, new Error("late"))).rejects.toThrow(PieceTaken);
  expect(await eventTypes(services, id)).toEqual(before);
  expect(await statesOf(services, id)).toEqual(["running"]);
  await cancelJob(services, { tenant: TENANT, id });
  await expect(hear(services, current)).rejects.toThrow(PieceTaken);
  expect((await eventTypes(services, id)).at(-1)).toBe("job-cancelled");
});

it("lets a fetched recording be prepared, and keeps what is known of it", async () => {
  const recording = { kind: "url", url: "https://example.org/x" } as const;
  const { id } = await requestTranscription(services, { tenant: TENANT, recording, options: {} });
  const piece = await claim(services, "fetch");
  const content = Buffer.from("fetched");
  const blob = await services.blobs.receive(TENANT, content, { maxBytes: 100, signal: never });
  await storeRecording(services, piece, { blob, name: "x.mp3", mediaType: "audio/mpeg" });
  await blob.discard();
  expect(await claim(services, "prepare")).toMatchObject({ job: id });
  expect((await job(id)).source).toMatchObject({ ...recording, name: "x.mp3", bytes: 7 });
});
