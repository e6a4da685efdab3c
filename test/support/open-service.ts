import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { pino } from "pino";
import { purgeJob } from "../../src/actions/jobs/purge-job.ts";
import { fsBlobStore } from "../../src/blobs/fs.ts";
import { modelStore } from "../../src/catalogue/model-store.ts";
import { appendEvents } from "../../src/database/events.ts";
import { jobReader } from "../../src/database/job-reader.ts";
import { endJob } from "../../src/database/jobs.ts";
import { migrate } from "../../src/database/migrate.ts";
import { openEmbedded } from "../../src/database/open-embedded.ts";
import { webhookKinds } from "../../src/dialects/webhook-kinds.ts";
import type { JobError, JobEventBody } from "../../src/domain/job.ts";
import type { Transcript } from "../../src/domain/transcript.ts";
import type { AppOptions } from "../../src/http/app.ts";
import { openApp } from "../../src/http/testing/open-app.ts";
import { urlRefusal } from "../../src/outgoing/url-refusal.ts";
import { webhookPost } from "../../src/outgoing/webhook-post.ts";
import type { BlobStore } from "../../src/ports/blob-store.ts";
import { inProcessBell } from "../../src/queues/in-process.ts";
import { inProcessNews } from "../../src/queues/in-process-news.ts";
import { databaseCounter } from "../../src/request-counters/database.ts";
import { secretBox } from "../../src/secrets/secret-box.ts";
import type { SignIn } from "../../src/services.ts";

/** A database may take long to open on a busy machine. */
export const SLOW_START_MS = 60_000;

export const TRANSCRIPT: Transcript = {
  seconds: 2.5,
  language: "en",
  model: "onnx/whisper-base",
  task: "transcribe",
  segments: [{ start: 0, end: 2.5, text: "Ask not what your country can do for you." }],
  suppressed: [],
  coverage: [{ start: 0, end: 2.5, kind: "transcribed" }],
  warnings: [],
};

/** The API on a real database and store, without a worker: what a worker would write, a test writes. */
export async function openService({
  maxUploadBytes = 1e6,
  blobs,
  signIn,
  ...more
}: { maxUploadBytes?: number; blobs?: BlobStore; signIn?: SignIn } & Pick<
  Partial<AppOptions>,
  "dialects" | "resultForms" | "wantsKeys" | "publicUrl" | "trustedProxies" | "origins" | "onRoute"
> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "scribewell-api-"));
  const { db, close: closeDatabase } = await openEmbedded({});
  await migrate(db);
  const log = pino({ enabled: false });
  const [bell, news] = [inProcessBell(), inProcessNews()];
  const store = {
    modelsDir: join(folder, "models"),
    mirror: undefined,
    huggingFaceEndpoint: "",
    huggingFaceToken: undefined,
  };
  const jobs = jobReader(db, "test");
  const services = {
    db,
    jobs,
    bell,
    news,
    blobs: blobs ?? fsBlobStore({ root: folder }),
    models: modelStore(store),
    machine: "test",
    // 127.0.0.2 stands for a network that is not allowed.
    webhooks: webhookPost({ networks: { allowed: ["127.0.0.1/32", "::1/128"] } }),
    checkUrl: urlRefusal({ allowed: ["127.0.0.1/32", "::1/128"] }),
    requests: databaseCounter(db),
    webhookKinds,
    secrets: secretBox(Buffer.alloc(32, "a key of a test")),
    signIn,
  };
  const { app, url, port, lines } = await openApp({ services, maxUploadBytes, ...more });

  async function jobIds(): Promise<string[]> {
    return (await db.selectFrom("jobs").select("id").execute()).map(({ id }) => id);
  }

  return {
    app,
    url,
    port,
    lines,
    services,
    jobIds,

    async happen(job: string, bodies: readonly JobEventBody[]) {
      await db.transaction().execute((within) => appendEvents(within, job, bodies));
      await news.tell({ job, kind: "events" });
    },

    async succeed(job: string, transcript: Transcript = TRANSCRIPT) {
      await db.transaction().execute(async (within) => {
        const document = JSON.stringify(transcript);
        await within.insertInto("transcripts").values({ job_id: job, tenant_id: "local", document }).execute();
        await endJob(within, job, { state: "succeeded" });
      });
      await news.tell({ job, kind: "events" });
    },

    async fail(job: string, error: JobError) {
      await db.transaction().execute((within) => endJob(within, job, { state: "failed", error }));
      await news.tell({ job, kind: "events" });
    },

    /** Writes more jobs like one there is. Gives their ids. */
    async copyJob(id: string, count: number): Promise<string[]> {
      const { rows } = await sql<{ id: string }>`
        insert into jobs (id, tenant_id, state, parameters, source)
        select gen_random_uuid(), tenant_id, state, parameters, source from jobs, generate_series(1, ${sql.lit(count)})
        where id = ${id} returning id`.execute(db);
      return rows.map((row) => row.id);
    },

    /** The one job there is, as soon as there is one. */
    async newJob(): Promise<string> {
      const [id] = await jobIds();
      if (id !== undefined) return id;
      await pause(10);
      return this.newJob();
    },

    /** Every file of recordings, whole or not. */
    async storedFiles(): Promise<string[]> {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    },

    /** Erases every job. */
    async clear() {
      for (const id of await jobIds()) await purgeJob({ ...services, log }, { tenant: "local", id });
    },

    async close() {
      await app.close();
      await bell.close();
      await services.webhooks.close();
      await closeDatabase();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type OpenService = Awaited<ReturnType<typeof openService>>;
