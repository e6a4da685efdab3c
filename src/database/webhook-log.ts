import { sql } from "kysely";
import type { DeliveryState } from "../domain/webhook.ts";
import type { Database } from "./schema.ts";

/** What Prometheus is told of webhooks. */
export interface WebhookCounts {
  /** Deliveries of the last 24 hours. */
  readonly states: readonly { readonly state: DeliveryState; readonly count: number }[];
  /** For how long the oldest that still waits has been tried; those of paused endpoints do not count. */
  readonly oldestPendingSeconds: number;
  readonly pausedEndpoints: number;
}

/** Counts what was sent lately, and what was not. */
export async function countWebhooks(db: Database): Promise<WebhookCounts> {
  const { rows: states } = await sql<{ state: DeliveryState; count: number }>`
    select state, count(*)::int as count from webhook_deliveries
    where created_at > now() - interval '24 hours' group by state`.execute(db);
  const { rows } = await sql<{ oldest: number; paused: number }>`
    select
      (select coalesce(greatest(extract(epoch from now() - min(tried_since)), 0), 0)::float8
        from webhook_deliveries where state = 'pending' and next_at < 'infinity') as oldest,
      (select count(*)::int from webhook_endpoints where state = 'paused') as paused`.execute(db);
  return { states, oldestPendingSeconds: rows[0]?.oldest ?? 0, pausedEndpoints: rows[0]?.paused ?? 0 };
}

/** Gives up what has waited for a paused endpoint for so long, and forgets what ended long ago. */
export async function clearWebhookLog(
  db: Database,
  { giveUpMs, keptDays }: { readonly giveUpMs: number; readonly keptDays: number },
): Promise<void> {
  await sql`
    update webhook_deliveries set state = 'failed', ended_at = now()
    where state = 'pending' and next_at = 'infinity' and not is_leased
      and tried_since < now() - make_interval(secs => ${giveUpMs / 1000})`.execute(db);
  await sql`
    delete from webhook_deliveries
    where state <> 'pending' and created_at < now() - make_interval(days => ${keptDays})`.execute(db);
}
