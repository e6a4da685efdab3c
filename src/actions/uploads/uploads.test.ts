import { utimes } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NO_LIMITS } from "../../domain/api-key.ts";
import type { Upload } from "../../domain/upload.ts";
import type { BlobStore } from "../../ports/blob-store.ts";
import type { Services } from "../../services.ts";
import { purgeJob } from "../jobs/purge-job.ts";
import { readJob } from "../jobs/read-job.ts";
import { receiveRecording } from "../jobs/receive-recording.ts";
import { requestTranscription } from "../jobs/request-transcription.ts";
import { createKey } from "../keys/create-key.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { claim, never, TENANT } from "../testing/play-job.ts";
import { deleteExpired } from "../upkeep/delete-expired.ts";
import { sweepBlobs } from "../upkeep/sweep-blobs.ts";
import { forgetUpload } from "./forget-upload.ts";
import { keepUpload } from "./keep-upload.ts";

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

async function keep(content = "a recording", given: Services = services, key = "a key"): Promise<Upload> {
  const blob = await receiveRecording(services, { tenant: TENANT, content: Buffer.from(content), signal: never });
  const recording = { kind: "received", blob, name: "talk.mp3", mediaType: "audio/mpeg" } as const;
  return keepUpload(given, { owner: { tenant: TENANT, key }, recording });
}

const openFor = async (id: string, { tenant = TENANT, ...more }: { tenant?: string; idempotencyKey?: string } = {}) =>
  (await requestTranscription(services, { tenant, recording: { kind: "upload", id }, options: {}, ...more })).id;

/** As after two hours: the sweep looks at what is there. */
async function settle({ digest }: Pick<Upload, "digest">): Promise<void> {
  const opened = await services.blobs.open({ tenant: TENANT, digest }, { signal: never });
  const then = new Date(Date.now() - 2 * 3_600_000);
  await utimes(opened.path, then, then);
  await opened.dispose();
}

const expire = () => sql`update uploads set expires_at = now()`.execute(services.db);
const purge = (id: string) => purgeJob(services, { tenant: TENANT, id });
const uploads = () => services.db.selectFrom("uploads").selectAll().execute();

describe("an upload", () => {
  it("is kept for a day, with whose it is and by which key", async () => {
    const upload = await keep();
    expect(await uploads()).toMatchObject([
      { id: upload.id, tenant_id: TENANT, key_id: "a key", digest: upload.digest, name: "talk.mp3" },
    ]);
    expect(upload.expiresAt.getTime() - Date.now()).toBeGreaterThan(86_300_000);
    await settle(upload);
    await sweepBlobs(services);
    await deleteExpired(services);
    expect(await place.storedFiles()).toEqual([upload.digest]);
    expect(place.logged()).not.toContain("talk");
  });

  it("serves several jobs, each of which keeps the content by itself", async () => {
    const upload = await keep();
    const jobs = [await openFor(upload.id), await openFor(upload.id)] as const;
    const { source } = await readJob(services, { tenant: TENANT, id: jobs[0] });
    expect(source).toEqual({ kind: "upload", name: "talk.mp3", bytes: 11, mediaType: "audio/mpeg" });
    expect(await claim(services, "prepare")).toMatchObject({ job: jobs[0] });
    await forgetUpload(services, { ...upload, actor: "client" });
    await purge(jobs[0]);
    expect(await place.storedFiles()).toEqual([upload.digest]);
    expect(await purge(jobs[1])).toMatchObject({ erased: { recordings: { count: 1, bytes: 11 } }, keptFor: 0 });
    expect(await place.storedFiles()).toEqual([]);
  });

  it("keeps its content when the last of its jobs is erased, and the receipt says so", async () => {
    const upload = await keep();
    const receipt = await purge(await openFor(upload.id));
    expect(receipt).toMatchObject({ erased: { recordings: { count: 0 } }, keptFor: 1 });
    expect(await place.storedFiles()).toEqual([upload.digest]);
    await openFor(upload.id);
  });

  it("gives the same job for the same key, also after its time", async () => {
    const { id } = await keep();
    const job = await openFor(id, { idempotencyKey: "once" });
    await expire();
    expect(await openFor(id, { idempotencyKey: "once" })).toBe(job);
  });

  it.each([
    ["that nobody sent", async () => crypto.randomUUID(), TENANT],
    ["whose name is none", async () => "../etc", TENANT],
    ["of another tenant", async () => (await keep()).id, "other"],
    [
      "whose time is over",
      async () => {
        const { id } = await keep();
        await expire();
        return id;
      },
      TENANT,
    ],
  ])("%s is not found, and nothing is opened", async (_, upload, tenant) => {
    await sql`insert into tenants (id) values ('other') on conflict do nothing`.execute(services.db);
    await expect(openFor(await upload(), { tenant })).rejects.toMatchObject({ code: "source-not-found" });
    expect(await place.rowCounts()).toMatchObject({ jobs: 0, blob_references: 0 });
  });

  it("counts as sent by its key, and its jobs do not", async () => {
    const { key } = await createKey(services, {
      tenant: TENANT,
      name: "a client",
      actor: "operator",
      scopes: ["submit"],
      models: null,
      origins: null,
      limits: { ...NO_LIMITS, bytesPerDay: 25 },
      expiresAt: null,
    });
    const { id } = await keep("a recording", services, key.id);
    const job = { tenant: TENANT, key: key.id, recording: { kind: "upload", id }, options: {} } as const;
    for (let n = 0; n < 3; n++) await requestTranscription(services, job);
    await keep("another", services, key.id);
    await expect(keep("quite another one", services, key.id)).rejects.toMatchObject({ code: "quota-reached" });
    expect(await uploads()).toHaveLength(2);
  });

  it("of nothing is refused, and leaves nothing", async () => {
    await expect(keep("")).rejects.toMatchObject({ code: "media-empty" });
    expect([await uploads(), await place.storedFiles()]).toEqual([[], []]);
  });
});

it("is told of in the audit log when somebody erases it, by its id", async () => {
  const log = () => services.db.selectFrom("audit_log").select(["tenant_id", "actor", "action", "detail"]).execute();
  const { id } = await keep();
  await forgetUpload(services, { tenant: "other", id, actor: "client" });
  expect(await log()).toEqual([]);
  for (let n = 0; n < 2; n++) await forgetUpload(services, { tenant: TENANT, id, actor: "key/of-a-client" });
  expect(await log()).toEqual([
    { tenant_id: TENANT, actor: "key/of-a-client", action: "upload-erased", detail: { upload: id } },
  ]);
});

describe("what is not wanted any more", () => {
  it("goes when the time of an upload is over, but for what another names", async () => {
    const [, again] = [await keep("one"), await keep("one"), await keep("two")];
    await services.db.updateTable("uploads").set({ expires_at: new Date() }).where("id", "!=", again.id).execute();
    await deleteExpired(services);
    expect(await place.storedFiles()).toEqual([again.digest]);
    await forgetUpload(services, { ...again, actor: "client" });
    expect(await place.storedFiles()).toEqual([]);
  });

  it("is not erased for another tenant", async () => {
    const { id } = await keep();
    await forgetUpload(services, { tenant: "other", id, actor: "client" });
    expect(await uploads()).toHaveLength(1);
  });

  it("goes with the sweep where the process ended before the upload was written", async () => {
    const lost = new Error("the process ended");
    const db = Object.create(services.db, {
      transaction: {
        value: () => ({
          execute: (work: Parameters<ReturnType<typeof services.db.transaction>["execute"]>[0]) =>
            services.db.transaction().execute(async (within) => {
              await work(within);
              throw lost;
            }),
        }),
      },
    });
    await expect(keep("a recording", { ...services, db })).rejects.toBe(lost);
    const [digest = ""] = await place.storedFiles();
    await sweepBlobs(services);
    expect(await place.storedFiles()).toEqual([digest]);
    await settle({ digest });
    await sweepBlobs(services);
    expect([await place.storedFiles(), (await place.rowCounts()).blobs]).toEqual([[], 0]);
  });

  it("goes with the sweep where the process ended after the upload was forgotten", async () => {
    const upload = await keep();
    await expire();
    const away: BlobStore = { ...services.blobs, delete: () => Promise.reject(new Error("the process ended")) };
    await expect(deleteExpired({ ...services, blobs: away })).rejects.toThrow("ended");
    expect([await uploads(), await place.storedFiles()]).toEqual([[], [upload.digest]]);
    await settle(upload);
    await sweepBlobs(services);
    expect(await place.storedFiles()).toEqual([]);
  });
});

/** Both at the same time, now the one a little earlier and now the other. */
async function together<Result>(round: number, work: () => Promise<Result>, other: () => Promise<unknown>) {
  const after = (ms: number) => (ms > 0 ? pause(ms) : Promise.resolve());
  const [outcome] = await Promise.allSettled([after(-6 * round).then(work), after(6 * round).then(other)]);
  return outcome;
}

const ROUNDS = [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5];

describe("while a job is being opened", () => {
  it("an upload is not swept", async () => {
    for (const round of ROUNDS) {
      const upload = await keep(`recording ${round}`);
      await settle(upload);
      expect(
        await together(
          round,
          () => openFor(upload.id),
          () => sweepBlobs(services),
        ),
      ).toHaveProperty("value");
      expect(await place.storedFiles()).toContain(upload.digest);
    }
  });

  it.each([
    ["forgotten", (id: string) => forgetUpload(services, { tenant: TENANT, id, actor: "client" })],
    ["over", () => expire().then(() => deleteExpired(services))],
  ])("an upload that is %s is there for it, or is told to be gone", async (_, end) => {
    for (const round of ROUNDS) {
      const upload = await keep(`recording ${round}`);
      const opened = await together(
        round,
        () => openFor(upload.id),
        () => end(upload.id),
      );
      const files = await place.storedFiles();
      if (opened.status === "fulfilled") expect(files).toContain(upload.digest);
      else expect(opened.reason).toMatchObject({ code: "source-not-found" });
    }
  });
});

it("keeps what is sent again while the same is being forgotten", async () => {
  for (const round of ROUNDS) {
    const upload = await keep();
    const again = await together(
      round,
      () => keep(),
      () => forgetUpload(services, { ...upload, actor: "client" }),
    );
    expect(again).toHaveProperty("value");
    expect(await place.storedFiles()).toEqual([upload.digest]);
  }
});
