import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { sql } from "kysely";
import { pino } from "pino";
import { fsBlobStore } from "../../blobs/fs.ts";
import { modelStore } from "../../catalogue/model-store.ts";
import { jobReader } from "../../database/job-reader.ts";
import { openTestDatabase } from "../../database/testing/open-test-database.ts";
import { nativeKind } from "../../domain/native-kind.ts";
import type { ClaimedPiece } from "../../domain/piece.ts";
import { urlRefusal } from "../../outgoing/url-refusal.ts";
import { webhookPost } from "../../outgoing/webhook-post.ts";
import { inProcessBell } from "../../queues/in-process.ts";
import { inProcessNews } from "../../queues/in-process-news.ts";
import { secretBox } from "../../secrets/secret-box.ts";
import type { Services } from "../../services.ts";

const TABLES = ["jobs", "pieces", "job_events", "transcripts", "blobs", "blob_references", "audit_log"] as const;

/** The database, store, bell and news of the service, and what a test needs to look behind them. */
export async function openWorkplace(given: Partial<Services> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "scribewell-actions-"));
  const root = join(folder, "blobs");
  const { db, close } = await openTestDatabase();
  let logged = "";
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += chunk;
      done();
    },
  });
  const own = { mirror: undefined, huggingFaceEndpoint: "", huggingFaceToken: undefined };
  const services = {
    db,
    jobs: jobReader(db, "test machine"),
    bell: inProcessBell(),
    news: inProcessNews(),
    blobs: fsBlobStore({ root }),
    log: pino({}, sink),
    models: modelStore({ modelsDir: join(folder, "models"), ...own }),
    limits: { maxUploadBytes: 1e7, keepFreeBytes: 0, maxQueuedJobs: 1000 },
    machine: "test machine",
    worker: "test/1",
    atWork: new Set<ClaimedPiece>(),
    // Receivers of tests are on this machine.
    webhooks: webhookPost({ networks: { allowed: ["127.0.0.0/8"] } }),
    checkUrl: urlRefusal({ allowed: ["127.0.0.0/8"] }),
    webhookKinds: { native: nativeKind },
    secrets: secretBox(Buffer.alloc(32, "a key of a test")),
    ...given,
  } as Services; // what a test does not give it does not ask for

  return {
    services,
    db,
    /** What has been logged since the last clearing. */
    logged: () => logged,
    /** Names of the files in the store, whole or not. */
    async storedFiles(): Promise<string[]> {
      const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    },
    /** Rows of each table that tells of jobs. */
    async rowCounts(): Promise<Record<(typeof TABLES)[number], number>> {
      const counts = TABLES.map(async (table) => {
        const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(
          db,
        );
        return [table, rows[0]?.count ?? 0] as const;
      });
      return Object.fromEntries(await Promise.all(counts)) as Record<(typeof TABLES)[number], number>; // one for each
    },
    async clear() {
      await sql`truncate jobs, api_keys, webhook_endpoints, blobs, audit_log, measured_speeds, virtual_time cascade`.execute(
        db,
      );
      await rm(root, { recursive: true, force: true });
      logged = "";
    },
    async close() {
      await services.bell.close();
      await services.webhooks.close();
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Workplace = Awaited<ReturnType<typeof openWorkplace>>;
