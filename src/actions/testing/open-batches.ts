import { sql } from "kysely";
import { endJob } from "../../database/jobs.ts";
import type { BatchItem, GivenItem } from "../batches/check-batch.ts";
import { listBatchJobs } from "../batches/list-batches.ts";
import { readBatch } from "../batches/read-batch.ts";
import { type BatchRequest, requestBatch } from "../batches/request-batch.ts";
import { receiveRecording } from "../jobs/receive-recording.ts";
import { openWorkplace } from "./open-workplace.ts";
import { never, TENANT } from "./play-job.ts";

/** Who is told of the batches of tests. Nobody answers there. */
export const HOOK = { url: "http://127.0.0.1:10/batch", events: ["batch.ended"] } as const;

/** An item that is to be fetched, which its owner calls by that name. */
export const at = (name: string, rest: Partial<BatchItem> = {}): BatchItem => ({
  recording: { kind: "url", url: `https://example.org/${name}` },
  options: {},
  handling: {},
  reference: name,
  ...rest,
});

/** So many of them: r0, r1 … */
export const items = (count: number): BatchItem[] => Array.from({ length: count }, (_, n) => at(`r${n}`));

/** A workplace with batches. */
export async function openBatches() {
  const place = await openWorkplace();
  const { services, db } = place;
  return {
    ...place,

    async clear() {
      await place.clear();
      await sql`truncate batches cascade`.execute(db);
    },

    /** An item that came with the request. */
    async received(content: string): Promise<BatchItem> {
      const given = { tenant: TENANT, content: Buffer.from(content), signal: never };
      const blob = await receiveRecording(services, given);
      return at(content, { recording: { kind: "received", blob, name: `${content}.mp3`, mediaType: null } });
    },

    async open(given: readonly GivenItem[] | number, rest: Partial<BatchRequest> = {}): Promise<string> {
      const request = { tenant: TENANT, items: typeof given === "number" ? items(given) : given, options: {} };
      return (await requestBatch(services, { ...request, webhook: HOOK, ...rest })).id;
    },

    read: (id: string) => readBatch(services, { tenant: TENANT, id }),

    /** Its first page, in the order of the items. */
    jobsOf: async (id: string) => (await listBatchJobs(services, { tenant: TENANT, id, limit: 200 })).jobs,

    end: (id: string, state: "succeeded" | "failed" | "cancelled" = "cancelled") =>
      db.transaction().execute((within) => endJob(within, id, { state })),

    /** What there is to be told of ends of batches. */
    async notices() {
      const rows = await db
        .selectFrom("webhook_deliveries")
        .select("payload")
        .where("event", "=", "batch.ended")
        .execute();
      return rows.map(({ payload }) => payload.data);
    },
  };
}

export type Batches = Awaited<ReturnType<typeof openBatches>>;
