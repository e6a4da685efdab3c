import { sql } from "kysely";
import { untilAborted } from "../../domain/until-aborted.ts";
import type { Services } from "../../services.ts";

/** One thing the service depends on, tried by use. */
export interface ReadinessCheck {
  readonly ok: boolean;
  /** For an operator; absent when all is well. */
  readonly detail?: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<"database" | "queue" | "storage" | "decoder", ReadinessCheck>>;
}

/** What gives no answer within this does not answer. */
const PATIENCE_MS = 10_000;

/** Tries what the service depends on, for 10 s at most. Not ready means: send no work here for now. */
export async function checkReadiness({
  db,
  bell,
  blobs,
  decoder,
  limits,
}: Pick<Services, "db" | "bell" | "blobs" | "decoder" | "limits">): Promise<Readiness> {
  const [database, queue, storage, decoding] = await Promise.all([
    attempt(() => sql`select 1`.execute(db), "The database does not answer."),
    attempt(() => bell.check(), "The queue does not answer. Jobs are taken in, and workers find them later."),
    attempt(async () => {
      await blobs.check();
      const free = await blobs.freeBytes();
      if (free !== null && free < limits.keepFreeBytes) throw new Error("full");
    }, "The store for recordings does not answer, or is nearly full."),
    attempt(() => decoder.describe(), "No decoder can be started. Run: scribewell doctor"),
  ]);
  return {
    // Without its queue the service is slower, and does all its work.
    ready: database.ok && storage.ok && decoding.ok,
    checks: { database, queue, storage, decoder: decoding },
  };
}

async function attempt(use: () => Promise<unknown>, detail: string): Promise<ReadinessCheck> {
  try {
    // Others wait for this answer with whoever asked: one thing that hangs must not keep it from them for ever.
    await untilAborted(use(), AbortSignal.timeout(PATIENCE_MS));
    return { ok: true };
  } catch {
    return { ok: false, detail };
  }
}
