import { sql } from "kysely";
import type { Services } from "../services.ts";

/** One thing the service depends on, tried by use. */
export interface ReadinessCheck {
  readonly ok: boolean;
  /** For an operator; absent when all is well. */
  readonly detail?: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<"database" | "storage" | "decoder", ReadinessCheck>>;
}

/** Tries what the service depends on. Not ready means: send no work here for now. */
export async function checkReadiness({
  db,
  blobs,
  decoder,
  limits,
}: Pick<Services, "db" | "blobs" | "decoder" | "limits">): Promise<Readiness> {
  const [database, storage, decoding] = await Promise.all([
    attempt(() => sql`select 1`.execute(db), "The database does not answer."),
    attempt(async () => {
      const free = await blobs.freeBytes();
      if (free !== null && free < limits.keepFreeBytes) throw new Error("full");
    }, "The store for recordings does not answer, or is nearly full."),
    attempt(() => decoder.describe(), "No decoder can be started. Run: scribewell doctor"),
  ]);
  return {
    ready: database.ok && storage.ok && decoding.ok,
    checks: { database, storage, decoder: decoding },
  };
}

async function attempt(use: () => Promise<unknown>, detail: string): Promise<ReadinessCheck> {
  try {
    await use();
    return { ok: true };
  } catch {
    return { ok: false, detail };
  }
}
