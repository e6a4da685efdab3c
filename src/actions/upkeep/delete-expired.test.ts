import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { s3BlobStore } from "../../blobs/s3/s3.ts";
import { startSilentStore } from "../../blobs/testing/silent-store.ts";
import type { Handling } from "../../domain/handling.ts";
import type { Retention, Services } from "../../services.ts";
import { cancelJob } from "../jobs/cancel-job.ts";
import { readJob } from "../jobs/read-job.ts";
import { readReceipt } from "../jobs/read-receipt.ts";
import { retryJob } from "../jobs/retry-job.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { submit, TENANT } from "../testing/play-job.ts";
import { deleteExpired } from "./delete-expired.ts";

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

const open = (handling: Handling, retention: Retention = {}) =>
  submit({ ...services, limits: { ...services.limits, retention } }, { handling });
const cancel = (id: string) => cancelJob(services, { tenant: TENANT, id });
const expiry = async (id: string) => (await readJob(services, { tenant: TENANT, id })).expiresAt?.getTime();

/** Lets so many minutes pass. */
const pass = (minutes: number) =>
  sql`update jobs set expires_at = expires_at - make_interval(mins => ${minutes})`.execute(services.db);

/** Deletes what is over. Gives what is left, the oldest first. */
async function left(): Promise<string[]> {
  await deleteExpired(services);
  return (await services.db.selectFrom("jobs").select("id").orderBy("created_at").execute()).map(({ id }) => id);
}

it("deletes a job when its time is over, and no other, and leaves a receipt", async () => {
  const expired = await open({ keepSeconds: 60 });
  const kept = [await open({ keepSeconds: 3600 }), await open({})];
  expect(await left()).toHaveLength(3);
  await pass(2);
  expect(await left()).toEqual(kept);
  const receipt = await readReceipt(services, { tenant: TENANT, id: expired });
  expect(receipt).toMatchObject({ askedBy: "expiry", erased: { events: 2 }, keptFor: 1 });
});

it("deletes all of them at once, however many there are", async () => {
  await sql`insert into jobs (id, tenant_id, state, parameters, source, expires_at)
    select gen_random_uuid(), ${TENANT}, 'failed', '{}', '{}', now() - interval '1 minute' from generate_series(1, 250)`.execute(
    services.db,
  );
  expect(await left()).toEqual([]);
  expect((await place.rowCounts()).audit_log).toBe(250);
});

describe("when it is told to stop", () => {
  const enough = new Error("enough");

  it("ends between two jobs, and does the rest another time", async () => {
    for (let n = 0; n < 3; n++) await open({ keepSeconds: 60 });
    await pass(2);
    const stopping = new AbortController();
    const stop = services.news.listen(() => stopping.abort(enough));
    await expect(deleteExpired(services, stopping.signal)).rejects.toBe(enough);
    stop();
    expect((await place.rowCounts()).jobs).toBe(2);
    expect(await left()).toEqual([]);
  });

  it("waits for no store: the receipt says that files are left, and no bug is logged", async () => {
    const way = await startSilentStore();
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "a secret of a test");
    const blobs = s3BlobStore({ bucket: "recordings", prefix: "", endpoint: way.url, scratch: "unused" });
    const id = await open({ keepSeconds: 60 });
    await pass(2);
    const stopping = new AbortController();
    const ended = deleteExpired({ ...services, blobs }, stopping.signal);
    await expect.poll(() => way.requests.length, { timeout: 20_000 }).toBe(1);
    const from = performance.now();
    stopping.abort(enough);
    await ended.catch(() => {});
    expect(performance.now() - from).toBeLessThan(SOON_MS);
    expect(await readReceipt(services, { tenant: TENANT, id })).toMatchObject({ blobsErased: false });
    expect(place.logged()).toContain("storage-unavailable");
    expect(place.logged()).not.toContain("bug");
    vi.unstubAllEnvs();
    await way.close();
  });
});

describe("with a time that the service says", () => {
  const HOUR = { defaultSeconds: 3600 };

  it("keeps a job as long as it waits, and counts from its end", async () => {
    const id = await open({}, HOUR);
    expect(await expiry(id)).toBeUndefined();
    await cancel(id);
    const { finishedAt } = await readJob(services, { tenant: TENANT, id });
    expect(await expiry(id)).toBe(Number(finishedAt) + 3_600_000);
    expect(await left()).toEqual([id]);
    await pass(61);
    expect(await left()).toEqual([]);
  });

  it("counts anew from the end of a retry", async () => {
    const id = await open({}, HOUR);
    await cancel(id);
    await retryJob(services, { tenant: TENANT, id });
    expect(await expiry(id)).toBeUndefined();
    await cancel(id);
    expect(await expiry(id)).toBeGreaterThan(Date.now() + 3_500_000);
  });

  it("goes by what a job asks for instead, from now on and before it ran", async () => {
    const id = await open({ keepSeconds: 60 }, HOUR);
    expect(await expiry(id)).toBeLessThan(Date.now() + 61_000);
    await pass(2);
    expect(await left()).toEqual([]);
  });
});

it("refuses a job that asks to be kept for longer than it may", async () => {
  const retention = { mostSeconds: 600 };
  expect(await expiry(await open({ keepSeconds: 600 }, retention))).toBeGreaterThan(Date.now());
  await expect(open({ keepSeconds: 601 }, retention)).rejects.toMatchObject({
    code: "option-invalid",
    message: "`keepSeconds` may be 600 here at most, and 601 was asked for. Give less, or leave it out.",
  });
  expect((await place.rowCounts()).jobs).toBe(1);
});
