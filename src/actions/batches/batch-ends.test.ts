import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { endJob } from "../../database/jobs.ts";
import { cancelJob } from "../jobs/cancel-job.ts";
import { purgeJob } from "../jobs/purge-job.ts";
import { readJob } from "../jobs/read-job.ts";
import { retryJob } from "../jobs/retry-job.ts";
import { at, type Batches, HOOK, openBatches } from "../testing/open-batches.ts";
import { complete, TENANT } from "../testing/play-job.ts";
import { deleteExpired } from "../upkeep/delete-expired.ts";
import { addWebhook } from "../webhooks/add-webhook.ts";
import { cancelBatch } from "./cancel-batch.ts";
import { purgeBatch } from "./purge-batch.ts";

let place: Batches;

beforeAll(async () => {
  place = await openBatches();
});
afterEach(() => place.clear());
afterAll(() => place.close());

const cancel = (id: string) => cancelJob(place.services, { tenant: TENANT, id });

describe("the end of a batch", () => {
  it("is told with the end of its last job, whatever that is, and not before", async () => {
    const id = await place.open(3);
    const [one, two, three] = (await place.jobsOf(id)).map((job) => job.id);
    await place.end(one ?? "", "succeeded");
    await place.end(two ?? "", "failed");
    expect(await place.notices()).toEqual([]);
    await cancel(three ?? "");
    const counts = { total: 3, queued: 0, running: 0, succeeded: 1, failed: 1, cancelled: 1, partial: 0 };
    const links = { self: `/api/v1/batches/${id}`, jobs: `/api/v1/batches/${id}/jobs` };
    const batch = { id, state: "ended", counts, links, createdAt: expect.any(String), endedAt: expect.any(String) };
    expect(await place.notices()).toEqual([{ batch }]);
    await cancel(three ?? "");
    expect(await place.notices()).toHaveLength(1);
  });

  it("is told once where its last two jobs end at the same moment", async () => {
    const id = await place.open(2);
    const [one, two] = (await place.jobsOf(id)).map((job) => job.id);
    let commit = () => {};
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const first = place.db.transaction().execute(async (within) => {
      await endJob(within, one ?? "", { state: "cancelled" });
      await held;
    });
    const second = place.end(two ?? "");
    // Time for the second to come as far as it can.
    await pause(200);
    commit();
    await Promise.all([first, second]);
    expect(await place.read(id)).toMatchObject({ state: "ended", counts: { cancelled: 2 } });
    expect(await place.notices()).toHaveLength(1);
  });

  it("is told once, however many of its jobs end at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await place.open(6);
      const jobs = await place.jobsOf(id);
      await Promise.all(jobs.map((job) => place.end(job.id)));
      expect((await place.read(id)).state).toBe("ended");
      expect(await place.notices()).toHaveLength(round + 1);
    }
  });

  it("is as its jobs are, whatever happens to them at the same time", async () => {
    await addWebhook(place.services, { tenant: TENANT, url: HOOK.url, events: ["batch.ended", "job.retried"] });
    for (let round = 0; round < 6; round++) {
      const id = await place.open(8);
      const jobs = (await place.jobsOf(id)).map((job) => ({ tenant: TENANT, id: job.id }));
      await Promise.all(jobs.slice(round).map((job) => cancelJob(place.services, job)));
      await Promise.all([
        // One that is being erased may be gone already.
        ...jobs.slice(0, Math.min(round, 3)).map((job) => cancelJob(place.services, job)),
        ...jobs.slice(5).map((job) => retryJob(place.services, job)),
        ...jobs.slice(3, 5).map((job) => purgeJob(place.services, job)),
      ]);
      const { state, counts } = await place.read(id);
      expect([state, counts]).toMatchObject(["open", { total: 6, queued: 3, cancelled: 3 }]);
      const before = (await place.notices()).length;
      await cancelBatch(place.services, { tenant: TENANT, id });
      expect((await place.read(id)).state).toBe("ended");
      // The batch has its own webhook beside the one of all.
      expect(await place.notices()).toHaveLength(before + 2);
    }
  });

  it("comes again where a job of it was retried", async () => {
    const id = await place.open(2);
    const [one, two] = (await place.jobsOf(id)).map((job) => job.id);
    await cancelBatch(place.services, { tenant: TENANT, id });
    await retryJob(place.services, { tenant: TENANT, id: one ?? "" });
    expect(await place.read(id)).toMatchObject({ state: "open", endedAt: null, counts: { queued: 1, cancelled: 1 } });
    // A job that is retried while the last other one ends keeps it open, whichever comes first.
    await Promise.all([cancel(one ?? ""), retryJob(place.services, { tenant: TENANT, id: two ?? "" })]);
    expect((await place.read(id)).state).toBe("open");
    const before = (await place.notices()).length;
    await cancel(two ?? "");
    expect((await place.read(id)).state).toBe("ended");
    expect(await place.notices()).toHaveLength(before + 1);
  });

  it("is told to webhooks of all jobs that want to hear it, and to none that do not", async () => {
    const url = "http://127.0.0.1:10/all";
    await addWebhook(place.services, { tenant: TENANT, url, events: ["batch.ended", "job.failed"] });
    await addWebhook(place.services, { tenant: TENANT, url: `${url}/jobs`, events: ["job.failed"] });
    const id = await place.open(1, { webhook: undefined });
    await cancelBatch(place.services, { tenant: TENANT, id });
    const rows = await place.db.selectFrom("webhook_deliveries").select(["url", "batch_id", "job_id"]).execute();
    expect(rows).toEqual([{ url, batch_id: id, job_id: null }]);
  });

  it("is told apart from the ends of its jobs, which those with a webhook of their own tell that", async () => {
    const own = { url: "http://127.0.0.1:10/own", events: ["job.cancelled"] } as const;
    const webhook = { url: HOOK.url, events: ["batch.ended", "job.cancelled"] } as const;
    const id = await place.open([at("a", { handling: { webhook: own } }), at("b")], { webhook });
    await cancelBatch(place.services, { tenant: TENANT, id });
    const rows = await place.db.selectFrom("webhook_deliveries").select(["event", "url"]).execute();
    expect(rows.map((row) => `${row.event} ${row.url}`).sort()).toEqual([
      "batch.ended http://127.0.0.1:10/batch",
      "job.cancelled http://127.0.0.1:10/batch",
      "job.cancelled http://127.0.0.1:10/own",
    ]);
  });

  it("comes through the work itself", async () => {
    const id = await place.open([await place.received("sound")]);
    await complete(place.services);
    expect(await place.read(id)).toMatchObject({ state: "ended", counts: { total: 1, succeeded: 1 } });
    expect(await place.notices()).toHaveLength(1);
  });
});

describe("jobs that are erased", () => {
  it("count out of their batch, which ends with the last of them and is forgotten a day after", async () => {
    const id = await place.open(2);
    const [one, two] = (await place.jobsOf(id)).map((job) => job.id);
    await purgeJob(place.services, { tenant: TENANT, id: one ?? "" });
    expect(await place.read(id)).toMatchObject({ state: "open", counts: { total: 1, queued: 1 } });
    await purgeJob(place.services, { tenant: TENANT, id: two ?? "" });
    expect(await place.read(id)).toMatchObject({ state: "ended", counts: { total: 0 } });
    expect(await place.notices()).toHaveLength(1);
    await deleteExpired(place.services);
    expect((await place.read(id)).state).toBe("ended");
    await sql`update batches set emptied_at = emptied_at - interval '25 hours'`.execute(place.db);
    await deleteExpired(place.services);
    await expect(place.read(id)).rejects.toMatchObject({ code: "batch-not-found" });
  });

  it("go all at once with their batch, and with what was to be told of it", async () => {
    const id = await place.open(3);
    const other = await place.open(1);
    const [first] = await place.jobsOf(id);
    await purgeBatch(place.services, { tenant: TENANT, id });
    await expect(place.read(id)).rejects.toMatchObject({ code: "batch-not-found" });
    await expect(readJob(place.services, { tenant: TENANT, id: first?.id ?? "" })).rejects.toMatchObject({
      code: "job-not-found",
    });
    expect(await place.notices()).toEqual([]);
    expect((await place.read(other)).counts.queued).toBe(1);
    expect((await place.rowCounts()).audit_log).toBe(3);
  });

  it("stay where a batch is cancelled, with what had been done", async () => {
    const id = await place.open(3);
    const [first] = await place.jobsOf(id);
    await place.end(first?.id ?? "", "succeeded");
    expect(await cancelBatch(place.services, { tenant: TENANT, id })).toMatchObject({
      state: "ended",
      counts: { total: 3, succeeded: 1, cancelled: 2 },
    });
    expect(await place.notices()).toHaveLength(1);
  });
});
