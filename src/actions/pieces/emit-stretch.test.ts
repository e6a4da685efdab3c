import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { releaseBlobs } from "../../database/blobs.ts";
import { PieceTaken } from "../../database/write-as.ts";
import { fromPcm } from "../../domain/pcm.ts";
import type { RecogniseInput } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";
import { readJob } from "../jobs/read-job.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import {
  claim,
  endPrepare,
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
import { takeBackLost } from "./take-back-lost.ts";

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

const progressOf = async (id: string) => (await readJob(services, { tenant: TENANT, id })).progress;

it("gives out the sound as it was, with a piece that can be claimed while the rest is being cut", async () => {
  const job = await submit(services);
  const piece = await claim(services, "prepare");
  const given = { ...stretch(0), windows: [...stretch(0).windows, ...stretch(1).windows], totalSeconds: 40 };
  await emitStretch(services, piece, given, never);
  const input = (await claim(services, "recognise")).input as RecogniseInput; // of a recognise piece
  expect(input.windows.map(({ index, from, to }) => [index, from, to])).toEqual([
    [0, 0, 80_000],
    [1, 80_000, 160_000],
  ]);
  const sound = fromPcm(await buffer(await services.blobs.read({ tenant: TENANT, digest: input.sound })));
  expect([sound.length, sound[0], sound[80_000]]).toEqual([160_000, 0.5, expect.closeTo(0.49, 4)]);
  expect(await progressOf(job)).toMatchObject({
    decodedSeconds: 5,
    totalSeconds: 40,
    speechSeconds: 4,
    pieces: { known: 1 },
  });
});

it("counts a stretch once, however often it is given out", async () => {
  const job = await submit(services);
  const piece = await claim(services, "prepare");
  await emitStretch(services, piece, stretch(0), never);
  const once = [await progressOf(job), await place.rowCounts(), await place.storedFiles()];
  await emitStretch(services, piece, stretch(0), never);
  expect([await progressOf(job), await place.rowCounts(), await place.storedFiles()]).toEqual(once);
});

it("leaves a stretch of an earlier attempt as it is, whatever has become of it", async () => {
  const job = await submit(services, { options: { language: "en" } });
  const first = await claim(services, "prepare");
  await emitStretch(services, first, stretch(0), never);
  await hear(services, await claim(services, "recognise"));
  await expireLeases(services);
  await takeBackLost(services);
  const second = await claim(services, "prepare");
  await emitStretch(services, second, stretch(0), never);
  await emitStretch(services, second, stretch(1), never);
  expect(await statesOf(services, job)).toEqual(["done", "ready"]);
  expect(await progressOf(job)).toMatchObject({ pieces: { done: 1, known: 2 } });
});

it("writes nothing for an attempt that has lost its piece", async () => {
  const job = await submit(services);
  const old = await claim(services, "prepare");
  await expireLeases(services);
  await takeBackLost(services);
  await expect(emitStretch(services, old, stretch(0), never)).rejects.toThrow(PieceTaken);
  await expect(endPrepare(services, old, 5)).rejects.toThrow(PieceTaken);
  expect(await statesOf(services, job)).toEqual([]);
  expect(await place.storedFiles()).toHaveLength(1);
});

describe("after the sound was released", () => {
  it("is referred to again, by what still needs it", async () => {
    const job = await submit(services, { options: { language: "en" } });
    await prepare(services, 2);
    await hear(services, await claim(services, "recognise"));
    await services.db.updateTable("pieces").set({ state: "waiting" }).where("state", "=", "ready").execute();
    await services.db.updateTable("pieces").set({ state: "ready" }).where("stage", "=", "prepare").execute();
    await releaseBlobs(services, { job, purpose: "stretch" });
    const again = await claim(services, "prepare");
    await emitStretch(services, again, stretch(0), never);
    expect(await statesOf(services, job)).toEqual(["done", "waiting"]);
    expect((await place.rowCounts()).blob_references).toBe(1);
    // A decoder of another version gives other numbers.
    await emitStretch(services, again, stretch(1, 0.3), never);
    const { input } = await claim(services, "recognise");
    const { sound } = input as RecogniseInput; // of a recognise piece
    expect(await services.blobs.size({ tenant: TENANT, digest: sound })).toBe(160_000);
  });

  it("is not waited for when it does not come again", async () => {
    const job = await submit(services, { options: { language: "en" } });
    await prepare(services, 2);
    await hear(services, await claim(services, "recognise"));
    await services.db.updateTable("pieces").set({ state: "waiting" }).where("state", "=", "ready").execute();
    await services.db.updateTable("pieces").set({ state: "ready" }).where("stage", "=", "prepare").execute();
    await releaseBlobs(services, { job, purpose: "stretch" });
    await endPrepare(services, await claim(services, "prepare"), 5);
    expect(await progressOf(job)).toMatchObject({ speechSeconds: 2, pieces: { done: 1, known: 1 } });
    expect(await claim(services, "assemble")).toMatchObject({ job });
  });
});
