import { utimes } from "node:fs/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PieceTaken } from "../database/write-as.ts";
import type { Services } from "../services.ts";
import { deleteExpired } from "./delete-expired.ts";
import { emitStretch } from "./emit-stretch.ts";
import { openAudio } from "./open-audio.ts";
import { purgeJob } from "./purge-job.ts";
import { readJob } from "./read-job.ts";
import { sweepBlobs } from "./sweep-blobs.ts";
import { openWorkplace, type Workplace } from "./testing/open-workplace.ts";
import { claim, complete, hear, never, prepare, stretch, submit, TENANT } from "./testing/play-job.ts";

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

const purge = (id: string) => purgeJob(services, { tenant: TENANT, id });
const NOTHING = { jobs: 0, pieces: 0, job_events: 0, transcripts: 0, blobs: 0, blob_references: 0 };

describe("purging", () => {
  it("leaves nothing of a job that has ended but a receipt that tells nothing of it", async () => {
    const id = await submit(services);
    await complete(services);
    await purge(id);
    expect(await place.rowCounts()).toEqual({ ...NOTHING, audit_log: 1 });
    expect(await place.storedFiles()).toEqual([]);
    const receipt = await services.db.selectFrom("audit_log").selectAll().executeTakeFirstOrThrow();
    expect(receipt).toMatchObject({ job_id: id, actor: "client", action: "job-purged", detail: { blobs: 1 } });
    await expect(purge(id)).rejects.toMatchObject({ code: "job-not-found" });
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
    await purge(one);
    const audio = await openAudio(services, { tenant: TENANT, id: two });
    expect(audio).toMatchObject({ bytes: 11, mediaType: "audio/mpeg", name: "talk.mp3" });
    expect(String((await (await audio.read({ start: 2, end: 5 })).toArray())[0])).toBe("reco");
    await purge(two);
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

it("deletes a job when its time is over, and no other", async () => {
  const expired = await submit(services, { keepSeconds: 60 });
  const kept = [await submit(services, { keepSeconds: 3600 }), await submit(services)];
  await deleteExpired(services);
  expect((await place.rowCounts()).jobs).toBe(3);
  await sql`update jobs set expires_at = expires_at - interval '2 minutes'`.execute(services.db);
  await deleteExpired(services);
  const left = await services.db.selectFrom("jobs").select("id").orderBy("created_at").execute();
  expect(left.map(({ id }) => id)).toEqual(kept);
  const receipt = await services.db.selectFrom("audit_log").selectAll().executeTakeFirstOrThrow();
  expect(receipt).toMatchObject({ job_id: expired, actor: "expiry" });
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
