import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Job } from "../domain/job.ts";
import type { JobNotice, JobWebhookEvent, WebhookEvent } from "../domain/webhook.ts";
import { writeJob } from "../domain/write-job.ts";
import type { Transaction } from "./schema.ts";

/** Somebody who is to be told, and how. */
export interface Receiver {
  readonly endpoint: string | null;
  readonly url: string;
  readonly kind: string;
  readonly isPaused: boolean;
}

/** What was told of before it was sent, and is replaced: how often it was tried, and when it would have been again. */
interface Replaced {
  readonly endpoint: string | null;
  readonly attempts: number;
  readonly next_at: Date | number;
  readonly tried_since: Date;
}

/**
 * Writes down what is to be sent of a change to a job, in the transaction of the change. Of progress only the last is worth
 * telling, and none once the job has ended. Under the lock of the job's row.
 * @param read gives the job as it is now; asked only where somebody wants to hear of it
 */
export async function putInOutbox(
  within: Transaction,
  { job, event }: { job: string; event: JobWebhookEvent },
  read: () => Promise<Job>,
): Promise<void> {
  // Endpoints are locked before deliveries, everywhere.
  const receivers = await receiversOf(within, job, event);
  const replaced = await takeBackProgress(within, job, event);
  if (receivers.length === 0) return;
  const now = await read();
  const notice: JobNotice = { type: event, timestamp: new Date().toISOString(), data: { job: writeJob(now) } };
  const payload = JSON.stringify(notice);
  const earlier = new Map(replaced.map((each) => [each.endpoint, each]));
  const rows = receivers.map((receiver) => ({
    tenant_id: now.tenant,
    job_id: job,
    event,
    payload,
    ...(event === "job.progress" && patienceOf(earlier.get(receiver.endpoint))),
    ...addressed(receiver),
  }));
  await within.insertInto("webhook_deliveries").values(rows).execute();
}

/** A new delivery, as far as its receiver says what it is like. */
export const addressed = ({ endpoint, url, kind, isPaused }: Receiver) => ({
  id: randomUUID(),
  endpoint_id: endpoint,
  kind,
  url,
  host: new URL(url).host,
  ...(isPaused && { next_at: sql<Date>`'infinity'` }),
});

/** A receiver that is down is not asked more often because there is more to tell it. */
function patienceOf(replaced: Replaced | undefined) {
  if (replaced === undefined || !(replaced.next_at instanceof Date)) return {};
  const { attempts, next_at, tried_since } = replaced;
  return { attempts, next_at, tried_since };
}

/** What is being sent at the moment stays, unless the job has ended. */
async function takeBackProgress(within: Transaction, job: string, event: WebhookEvent): Promise<Replaced[]> {
  let query = within
    .deleteFrom("webhook_deliveries")
    .where("job_id", "=", job)
    .where("event", "=", "job.progress")
    .where("state", "=", "pending");
  if (event === "job.progress") query = query.where("is_leased", "=", false);
  return query.returning(["endpoint_id as endpoint", "attempts", "next_at", "tried_since"]).execute();
}

async function receiversOf(within: Transaction, job: string, event: WebhookEvent): Promise<Receiver[]> {
  const own = await within
    .selectFrom("job_webhooks")
    .select(["url", "kind"])
    .where("job_id", "=", job)
    .where(sql<string>`${event}`, "=", sql<string>`any(events)`)
    .execute();
  const endpoints = await endpointsFor(within, { table: "jobs", id: job, event });
  return [...own.map((hook) => ({ ...hook, endpoint: null, isPaused: false })), ...endpoints];
}

/** Who wants to hear such a thing of every job or batch of its owner, and so of this one. */
export async function endpointsFor(
  within: Transaction,
  { table, id, event }: { table: "jobs" | "batches"; id: string; event: WebhookEvent },
): Promise<Receiver[]> {
  const ownersKey = sql`(select key_id from ${sql.table(table)} where id = ${id})`;
  // Locked so that a pause or its end does not miss what is written at the same time.
  return within
    .selectFrom("webhook_endpoints")
    .select(["webhook_endpoints.id as endpoint", "url", "kind", sql<boolean>`state = 'paused'`.as("isPaused")])
    .where("tenant_id", "=", sql<string>`(select tenant_id from ${sql.table(table)} where id = ${id})`)
    .where(sql<boolean>`(key_id is null or key_id = ${ownersKey})`)
    .where(sql<string>`${event}`, "=", sql<string>`any(events)`)
    .orderBy("id")
    .forShare()
    .execute();
}
