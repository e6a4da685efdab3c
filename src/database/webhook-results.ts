import { sql } from "kysely";
import type { DeliveryError, PauseReason } from "../domain/webhook.ts";
import type { Database, Transaction } from "./schema.ts";
import type { ClaimedDelivery } from "./webhook-claims.ts";

type Attempt = Pick<ClaimedDelivery, "id" | "endpoint" | "attempt">;

const now = sql<Date>`now()`;
const inMs = (ms: number) => sql<Date>`now() + make_interval(secs => ${ms / 1000})`;

/** Writes down that a receiver took a delivery. True whoever sent it, and however late. */
export async function noteDelivered(db: Database, { id, endpoint }: Attempt, status: number): Promise<void> {
  await db.transaction().execute(async (within) => {
    await within
      .updateTable("webhook_endpoints")
      .set({ failures: 0, failing_since: null })
      .where("id", "=", endpoint)
      .where("failures", ">", 0)
      .execute();
    await within
      .updateTable("webhook_deliveries")
      .set({ state: "delivered", last_status: status, last_error: null, is_leased: false, ended_at: now })
      .where("id", "=", id)
      .where("state", "=", "pending")
      .execute();
  });
}

/** An attempt that came to nothing. */
export interface FailedAttempt {
  /** Null where nothing was answered. */
  readonly status: number | null;
  readonly error: DeliveryError;
  readonly pauseMs: number;
  readonly giveUpMs: number;
  /** The receiver wants to hear no more. */
  readonly isGone: boolean;
}

/**
 * Writes down that an attempt came to nothing: the delivery is tried again after a while, or given up.
 * @returns why its endpoint is paused now, if it was active before
 */
export async function noteFailed(db: Database, attempt: Attempt, failed: FailedAttempt): Promise<PauseReason | null> {
  const { status, error, pauseMs, giveUpMs, isGone } = failed;
  const isOver = sql<boolean>`(${isGone} or now() >= tried_since + make_interval(secs => ${giveUpMs / 1000}))`;
  return db.transaction().execute(async (within) => {
    // Before the delivery, as everywhere: others wait here, not for each other.
    await within.selectFrom("webhook_endpoints").select("id").where("id", "=", attempt.endpoint).forUpdate().execute();
    const row = await within
      .updateTable("webhook_deliveries")
      .set({
        last_status: status,
        last_error: JSON.stringify(error),
        is_leased: false,
        state: sql`case when ${isOver} then 'failed' else 'pending' end`,
        ended_at: sql`case when ${isOver} then now() end`,
        // The last time is when the day is over.
        next_at: sql`least(${inMs(pauseMs)}, greatest(now(), tried_since + make_interval(secs => ${giveUpMs / 1000})))`,
      })
      .where("id", "=", attempt.id)
      .where("attempts", "=", attempt.attempt)
      .where("state", "=", "pending")
      .returning("state")
      .executeTakeFirst();
    if (!row || attempt.endpoint === null) return null;
    return countFailure(within, attempt.endpoint, { ...failed, isGivenUp: row.state === "failed" });
  });
}

/** The first failure comes a little after its delivery was due: when that is given up, its endpoint's time is over too. */
const NEARLY = 0.95;

async function countFailure(
  within: Transaction,
  endpoint: string,
  { isGone, giveUpMs, isGivenUp }: FailedAttempt & { readonly isGivenUp: boolean },
): Promise<PauseReason | null> {
  const row = await within
    .updateTable("webhook_endpoints")
    .set((eb) => ({ failures: eb("failures", "+", 1), failing_since: sql<Date>`coalesce(failing_since, now())` }))
    .where("id", "=", endpoint)
    .returning(["state", sql<boolean>`failing_since <= ${inMs(-giveUpMs * NEARLY)}`.as("isLong")])
    .executeTakeFirst();
  if (!row) return null;
  const reason = reasonToPause(isGivenUp && row.isLong, isGone);
  if (row.state === "active" && reason === null) return null;
  if (row.state === "active")
    await within
      .updateTable("webhook_endpoints")
      .set({ state: "paused", paused_at: now, pause_reason: reason })
      .where("id", "=", endpoint)
      .execute();
  await hold(within, endpoint);
  return row.state === "active" ? reason : null;
}

function reasonToPause(isLong: boolean, isGone: boolean): PauseReason | null {
  if (isGone) return "gone";
  return isLong ? "failing" : null;
}

/** What is not being sent at the moment waits until the endpoint is resumed. */
async function hold(within: Transaction, endpoint: string): Promise<void> {
  await within
    .updateTable("webhook_deliveries")
    .set({ next_at: sql<Date>`'infinity'` })
    .where("endpoint_id", "=", endpoint)
    .where("state", "=", "pending")
    .where("is_leased", "=", false)
    .execute();
}

/** Ends a delivery whose receiver was deleted. */
export async function noteWithoutReceiver(db: Database, { id }: Attempt): Promise<void> {
  await db
    .updateTable("webhook_deliveries")
    .set({ state: "cancelled", is_leased: false, ended_at: now })
    .where("id", "=", id)
    .where("state", "=", "pending")
    .execute();
}

/** Gives a delivery back as if it had not been taken: the process stops. */
export async function handBackDelivery(db: Database, { id, attempt }: Attempt): Promise<void> {
  await db
    .updateTable("webhook_deliveries")
    .set((eb) => ({ attempts: eb("attempts", "-", 1), is_leased: false, next_at: now }))
    .where("id", "=", id)
    .where("attempts", "=", attempt)
    .where("state", "=", "pending")
    .execute();
}
