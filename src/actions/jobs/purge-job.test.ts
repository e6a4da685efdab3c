import { utimes } from "node:fs/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PieceTaken } from "../../database/write-as.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { emitStretch } from "../pieces/emit-stretch.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { claim, complete, hear, never, prepare, stretch, submit, TENANT } from "../testing/play-job.ts";
import { sweepBlobs } from "../upkeep/sweep-blobs.ts";
import { openAudio } from "./open-audio.ts";
import { purgeJob } from "./purge-job.ts";
import { readJob } from "./read-job.ts";
import { readReceipt } from "./read-receipt.ts";

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

const purge = (id: string) => purgeJob(services, { tenant: TENANT, id });
/** Lets every file in the store be so old. */
async function ageFiles(hours: number): Promise<void> {
  const then = new Date(Date.now() - hours * 3_600_000);
  for await (const name of services.blobs.list()) {
    const { path, dispose } = await services.blobs.open(name, { signal: never });
    await utimes(path, then, then);
    await dispose();
  }
}

const NOTHING = { jobs: 0, pieces: 0, job_events: 0, transcripts: 0, blobs: 0, blob_references: 0 };

describe("purging", () => {
  it("leaves nothing of a job that has ended but a receipt of numbers", async () => {
    const id = await submit(services, {
      handling: { webhook: { url: "http://127.0.0.1:10/", events: ["job.succeeded"] } },
    });
    await complete(services);
    const events = await services.db.selectFrom("job_events").select("sequence").execute();
    const receipt = await purge(id);
    expect(receipt).toEqual({
      job: id,
      erasedAt: expect.any(Date),
      askedBy: "client",
      // The sound is let go when a job succeeds.
      erased: {
        recordings: { count: 1, bytes: 11 },
        sound: { count: 0, bytes: 0 },
        transcript: true,
        events: events.length,
        webhookDeliveries: 1,
      },
      keptFor: 0,
      blobsErased: true,
    });
    expect(await place.rowCounts()).toEqual({ ...NOTHING, audit_log: 1 });
    expect(await place.storedFiles()).toEqual([]);
    expect(await readReceipt(services, { tenant: TENANT, id })).toEqual(receipt);
    await expect(readReceipt(services, { tenant: "other", id })).rejects.toMatchObject({ code: "receipt-not-found" });
    await expect(purge(id)).rejects.toMatchObject({ code: "job-not-found" });
  });

  it("counts the sound of a job that was stopped", async () => {
    const id = await submit(services);
    await prepare(services, 2);
    const { erased } = await purge(id);
    const sound = { count: 2, bytes: expect.any(Number) };
    expect(erased).toMatchObject({ recordings: { count: 1, bytes: 11 }, sound, transcript: false });
    expect(erased.sound.bytes).toBeGreaterThan(100_000);
    expect(await place.storedFiles()).toEqual([]);
  });

  it("has a receipt of one of two that are purged at once", async () => {
    const id = await submit(services);
    const ended = await Promise.allSettled([purge(id), purge(id), purge(id)]);
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await place.rowCounts()).audit_log).toBe(1);
  });

  it("says that files are left while the store is away, and the sweep takes them", async () => {
    const id = await submit(services);
    const away = () => Promise.reject(new Failure("storage-unavailable", "Away."));
    const without = { ...services, blobs: { ...services.blobs, delete: away } };
    expect(await purgeJob(without, { tenant: TENANT, id })).toMatchObject({
      erased: { recordings: { count: 1, bytes: 11 } },
      blobsErased: false,
    });
    expect(await place.storedFiles()).toHaveLength(1);
    await ageFiles(2);
    await sweepBlobs(services);
    expect(await place.rowCounts()).toEqual({ ...NOTHING, audit_log: 1 });
    expect(await place.storedFiles()).toEqual([]);
    expect(await readReceipt(services, { tenant: TENANT, id })).toMatchObject({ blobsErased: false });
  });

  it("stops a job that runs, and what its workers bring after that is not kept", async () => {
    const id = await submit(services, { options: { language: "en" } });
    const piece = await claim(services, "prepare");
    await emitStretch(services, piece, stretch(0), never);
    const recognise = await claim(services, "recognise");
    const told: string[] = [];
    const stop = services.news.listen(({ kind }) => void told.push(kind));
    await purge(id);
    stop();
    expect(told).toContain("cancelled");
    await expect(emitStretch(services, piece, stretch(1), never)).rejects.toThrow(PieceTaken);
    await expect(hear(services, recognise)).rejects.toThrow(PieceTaken);
    expect(await place.rowCounts()).toEqual({ ...NOTHING, audit_log: 1 });
    expect(await place.storedFiles()).toEqual([]);
  });

  it("leaves to another job the content they share, and takes it with the last", async () => {
    const [one, two] = [await submit(services), await submit(services)];
    expect(await place.storedFiles()).toHaveLength(1);
    expect(await purge(one)).toMatchObject({ erased: { recordings: { count: 0, bytes: 0 } }, keptFor: 1 });
    const audio = await openAudio(services, { tenant: TENANT, id: two });
    expect(audio).toMatchObject({ bytes: 11, mediaType: "audio/mpeg", name: "talk.mp3" });
    expect(String((await (await audio.read({ start: 2, end: 5 })).toArray())[0])).toBe("reco");
    expect(await purge(two)).toMatchObject({ erased: { recordings: { count: 1, bytes: 11 } }, keptFor: 0 });
    expect(await place.storedFiles()).toEqual([]);
  });

  it("counts content once of two jobs that share it and are purged at once", async () => {
    for (let round = 0; round < 5; round++) {
      const receipts = await Promise.all([await submit(services), await submit(services)].map(purge));
      expect(receipts.map(({ keptFor }) => keptFor).sort()).toEqual([0, 1]);
    }
    expect(await place.storedFiles()).toEqual([]);
  });

  it("leaves what a job has that came while the other was purged", async () => {
    for (let round = 0; round < 5; round++) {
      const old = await submit(services);
      const [id] = await Promise.all([submit(services), purge(old)]);
      expect((await openAudio(services, { tenant: TENANT, id })).bytes).toBe(11);
      await purge(id);
    }
    expect(await place.storedFiles()).toEqual([]);
  });

  it("knows no job of another tenant", async () => {
    const id = await submit(services);
    await expect(purgeJob(services, { tenant: "other", id })).rejects.toMatchObject({ code: "job-not-found" });
    expect((await readJob(services, { tenant: TENANT, id })).state).toBe("queued");
  });
});

describe("sweeping the store", () => {
  async function keepUnnamed(content: string, ageHours: number): Promise<string> {
    const blob = await services.blobs.receive(TENANT, Buffer.from(content), { maxBytes: 100, signal: never });
    await blob.keep();
    const opened = await services.blobs.open({ tenant: TENANT, digest: blob.digest }, { signal: never });
    const then = new Date(Date.now() - ageHours * 3_600_000);
    await utimes(opened.path, then, then);
    await opened.dispose();
    return blob.digest;
  }

  it("takes what nobody refers to once it is old, and nothing else", async () => {
    await keepUnnamed("old orphan", 2);
    const young = await keepUnnamed("young orphan", 0.5);
    const wanted = await keepUnnamed("a recording", 2);
    await submit(services);
    await sweepBlobs(services);
    expect((await place.storedFiles()).sort()).toEqual([young, wanted].sort());
  });

  it("takes the sound of jobs that ended a day ago, and of no job that is open or has just ended", async () => {
    const ids = [await submit(services), await submit(services), await submit(services)];
    for (const _ of ids) await prepare(services, 1);
    await sql`update jobs set state = 'cancelled', finished_at = now() - interval '25 hours' where id = ${ids[0]}`.execute(
      services.db,
    );
    await sql`update jobs set state = 'cancelled', finished_at = now() - interval '23 hours' where id = ${ids[1]}`.execute(
      services.db,
    );
    await sweepBlobs(services);
    const left = await services.db
      .selectFrom("blob_references")
      .select("job_id")
      .where("purpose", "=", "stretch")
      .execute();
    expect(left.map(({ job_id }) => job_id).sort()).toEqual([ids[1], ids[2]].sort());
    expect(await place.storedFiles()).toHaveLength(2);
  });
});
