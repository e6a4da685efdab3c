import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { claimPiece } from "../claim.ts";
import type { Database } from "../schema.ts";
import { openTestDatabase } from "./open-test-database.ts";

/** A piece as a test wants it; what it leaves out is a ready recognise piece of 100 s. */
export interface WantedPiece {
  readonly stage?: "prepare" | "recognise" | "assemble";
  readonly state?: "ready" | "waiting" | "running";
  readonly ordinal?: number;
  readonly small?: boolean;
  readonly seconds?: number;
  /** Seconds from now on. */
  readonly dueIn?: number;
}

/** A job as a test wants it; what it leaves out is a queued job of `local` that has been given nothing. */
export interface WantedJob {
  readonly tenant?: string;
  readonly state?: "queued" | "running" | "cancelled";
  readonly priority?: number;
  readonly served?: number;
  readonly labels?: string[];
  readonly model?: string;
  readonly pieces: readonly WantedPiece[];
}

const LANES = { prepare: "media", recognise: "speech", assemble: "text" } as const;

/** An empty database with its tables. */
export async function openDatabase() {
  const { db, close } = await openTestDatabase();
  return {
    db,
    close,

    /** Forgets all jobs, and what belongs to them. */
    async clear() {
      await sql`truncate jobs, blobs, audit_log, measured_speeds, virtual_time cascade`.execute(db);
    },

    addJob: (job: WantedJob) => addJob(db, job),

    /** Claims the best piece; gives its job. */
    async next(
      lane: "media" | "speech" | "text" = "speech",
      able: { smallOnly?: boolean; labels?: string[]; models?: string[] } = {},
    ): Promise<string | undefined> {
      return (await claimPiece(db, { lane, smallOnly: false, worker: "test", ...able }))?.job;
    },
  };
}

async function addJob(db: Database, job: WantedJob): Promise<string> {
  const { tenant = "local", state = "queued", priority = 0, served = 0, labels = [], model = null, pieces } = job;
  await sql`insert into tenants (id) values (${tenant}) on conflict do nothing`.execute(db);
  const id = randomUUID();
  const parameters = JSON.stringify({ model: "auto", language: null, task: "transcribe", prompt: null });
  const source = JSON.stringify({ kind: "upload", name: null, bytes: 1, mediaType: null });
  await db
    .insertInto("jobs")
    .values({ id, tenant_id: tenant, state, priority, served, labels, model, parameters, source })
    .execute();
  for (const [index, piece] of pieces.entries()) await addPiece(db, { id, tenant }, { ordinal: index, ...piece });
  return id;
}

async function addPiece(
  db: Database,
  { id, tenant }: { id: string; tenant: string },
  piece: WantedPiece & { ordinal: number },
): Promise<void> {
  const { stage = "recognise", state = "ready", ordinal, small = false, seconds = 100, dueIn = 0 } = piece;
  await db
    .insertInto("pieces")
    .values({
      job_id: id,
      tenant_id: tenant,
      stage,
      ordinal,
      lane: LANES[stage],
      small,
      seconds,
      state: dueIn > 0 ? "paused" : state,
      input: "{}",
      run_after: sql<Date>`now() + make_interval(secs => ${dueIn})`,
    })
    .execute();
}

export type TestDatabase = Awaited<ReturnType<typeof openDatabase>>;
