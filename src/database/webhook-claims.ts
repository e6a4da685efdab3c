import { sql } from "kysely";
import type { WebhookNotice } from "../domain/webhook.ts";
import type { Database } from "./schema.ts";

/** A delivery that this process sends. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly tenant: string;
  /** Null for the webhook of the job or the batch itself. */
  readonly endpoint: string | null;
  readonly job: string | null;
  readonly batch: string | null;
  readonly kind: string;
  readonly url: string;
  readonly host: string;
  readonly payload: WebhookNotice;
  /** From 1. */
  readonly attempt: number;
  /** Sealed; null where nothing is signed. */
  readonly secret: Uint8Array | null;
  /** False where the endpoint has been deleted meanwhile. */
  readonly hasReceiver: boolean;
}

/** What a process can send now. */
export interface Room {
  readonly most: number;
  /** How many a host may be sent at once, those under way among them. */
  readonly mostPerHost: number;
  /** How many each host is being sent already; those with none may be left out. */
  readonly underWay: ReadonlyMap<string, number>;
  readonly leaseMs: number;
}

/** As many are looked at for the best of each host; where one host has more due, the others come with the next look. */
const LOOKED_AT = 1_000;

/**
 * Takes deliveries whose time has come, each for one process. Their next time is the end of the lease: should this process
 * be gone by then, another takes them.
 */
export async function claimDeliveries(
  db: Database,
  { most, mostPerHost, underWay, leaseMs }: Room,
): Promise<ClaimedDelivery[]> {
  const hosts = [...underWay.keys()];
  const busyHosts = hosts.filter((host) => (underWay.get(host) ?? 0) >= mostPerHost);
  const { rows } = await sql<ClaimedDelivery>`
    with under_way as (
      select * from unnest(${hosts}::text[], ${[...underWay.values()]}::int[]) as each(host, count)
    ), due as (
      select id, host, next_at from webhook_deliveries
      where state = 'pending' and next_at <= now() and not host = any(${busyHosts}::text[])
      order by next_at limit ${LOOKED_AT}
    ), ranked as (
      select id, next_at, coalesce(under_way.count, 0)
        + row_number() over (partition by host order by next_at, id) as place
      from due left join under_way using (host)
    ), best as (
      select id from ranked where place <= ${mostPerHost} order by next_at limit ${most}
    ), held as (
      -- Asked again of the row that is locked: another process may have taken it since.
      select id from webhook_deliveries
      where id in (select id from best) and state = 'pending' and next_at <= now()
      for update skip locked
    ), claimed as (
      update webhook_deliveries as delivery
      set attempts = attempts + 1, is_leased = true, attempted_at = now(),
        next_at = now() + make_interval(secs => ${leaseMs / 1000})
      from held where delivery.id = held.id
      returning delivery.*
    )
    select claimed.id, claimed.tenant_id as tenant, claimed.endpoint_id as endpoint, claimed.job_id as job, claimed.batch_id as batch, claimed.kind, claimed.url, claimed.host,
      claimed.payload, claimed.attempts as attempt, coalesce(endpoints.secret, own.secret, of_batch.secret) as secret,
      (endpoints.id is not null or own.job_id is not null or of_batch.batch_id is not null) as "hasReceiver"
    from claimed
    left join webhook_endpoints as endpoints on endpoints.id = claimed.endpoint_id
    left join job_webhooks as own on claimed.endpoint_id is null and own.job_id = claimed.job_id
    left join batch_webhooks as of_batch on claimed.endpoint_id is null and of_batch.batch_id = claimed.batch_id`.execute(
    db,
  );
  return rows;
}
