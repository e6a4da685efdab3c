import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Failure } from "../../domain/failure.ts";
import { at, type Batches, items, openBatches } from "../testing/open-batches.ts";
import { submit, TENANT } from "../testing/play-job.ts";
import type { BatchRefused } from "./batch-refused.ts";
import { cancelBatch } from "./cancel-batch.ts";
import { listBatches, listBatchJobs } from "./list-batches.ts";
import { purgeBatch } from "./purge-batch.ts";
import { readBatch } from "./read-batch.ts";
import { requestBatch } from "./request-batch.ts";

let place: Batches;

beforeAll(async () => {
  place = await openBatches();
});
afterEach(() => place.clear());
afterAll(() => place.close());

describe("a batch", () => {
  it("opens a job for each item, in their order, with what it calls them and as it asks", async () => {
    const id = await place.open([
      at("b", { options: { language: "de" } }),
      at("a", { handling: { priority: 5 } }),
      at("b"),
    ]);
    const counts = { total: 3, queued: 3, running: 0, succeeded: 0, failed: 0, cancelled: 0, partial: 0 };
    expect(await place.read(id)).toMatchObject({ id, state: "open", endedAt: null, counts });
    expect(await place.jobsOf(id)).toMatchObject([
      { batch: id, reference: "b", parameters: { language: "de" }, priority: 0, source: { kind: "url" } },
      { batch: id, reference: "a", parameters: { language: null }, priority: 5 },
      { batch: id, reference: "b" },
    ]);
    expect(place.logged()).not.toContain("example.org");
  });

  it("keeps recordings that came with it, the same ones once", async () => {
    const id = await place.open([
      await place.received("two"),
      await place.received("one"),
      await place.received("two"),
    ]);
    expect((await place.jobsOf(id)).map(({ source }) => source)).toMatchObject([
      { kind: "upload", name: "two.mp3" },
      { kind: "upload", name: "one.mp3" },
      { kind: "upload", name: "two.mp3" },
    ]);
    expect(await place.storedFiles()).toHaveLength(2);
    await purgeBatch(place.services, { tenant: TENANT, id });
    expect(await place.storedFiles()).toHaveLength(0);
  });

  it("is the same one under the same key, and refused under one that came with something else", async () => {
    const id = await place.open(2, { idempotencyKey: "k" });
    expect(await place.open(2, { idempotencyKey: "k" })).toBe(id);
    await expect(place.open(3, { idempotencyKey: "k" })).rejects.toMatchObject({ code: "idempotency-key-reused" });
    const both = await Promise.all([place.open(2, { idempotencyKey: "l" }), place.open(2, { idempotencyKey: "l" })]);
    expect(new Set(both).size).toBe(1);
    expect((await place.rowCounts()).jobs).toBe(4);
  });

  it("counts as many jobs as it has where there is a limit, and leaves nothing where it is refused", async () => {
    const limits = { ...place.services.limits, maxQueuedJobs: 3 };
    const request = (count: number) =>
      requestBatch({ ...place.services, limits }, { tenant: TENANT, items: items(count), options: {} });
    await submit(place.services);
    await expect(request(3)).rejects.toMatchObject({ code: "server-busy" });
    await expect(request(4)).rejects.toMatchObject({ code: "request-too-large" });
    expect((await place.rowCounts()).jobs).toBe(1);
    expect((await listBatches(place.services, { tenant: TENANT, limit: 9 })).batches).toEqual([]);
    await request(2);
  });

  it("names every item that is wrong, and opens none", async () => {
    const refused: BatchRefused = await place
      .open([
        at("right"),
        at("a", { options: { model: "nobody/knows" } }),
        at("b", { handling: { webhook: { url: "http://10.0.0.1/", events: ["job.failed"] } } }),
        at("c", { options: { language: "xx" } }),
      ])
      .catch((error) => error);
    expect(refused.wrong.map(({ place: number, field }) => [number, field])).toEqual([
      [1, "model"],
      [2, "webhook"],
      [3, "language"],
    ]);
    expect([refused.code, refused.message]).toEqual(["request-invalid", expect.stringContaining("items[2].webhook: ")]);
    const alike: Failure = await place.open([at("a", { options: { language: "xx" } })]).catch((error) => error);
    expect(alike.code).toBe("language-unsupported");
    expect((await place.rowCounts()).jobs).toBe(0);
  });

  it("tells once what is wrong for all", async () => {
    const options = { model: "nobody/knows" };
    const refused = place.open([at("a", { options }), at("b", { options })], { options });
    await expect(refused).rejects.toMatchObject({
      code: "model-unknown",
      message: expect.not.stringContaining("items"),
    });
  });

  it("is its tenant's alone, and so are its jobs", async () => {
    const id = await place.open(1);
    const name = { tenant: "another", id };
    for (const work of [
      () => readBatch(place.services, name),
      () => listBatchJobs(place.services, { ...name, limit: 9 }),
      () => cancelBatch(place.services, name),
      () => purgeBatch(place.services, name),
    ])
      await expect(work()).rejects.toMatchObject({ code: "batch-not-found" });
    expect((await listBatches(place.services, { tenant: "another", limit: 9 })).batches).toEqual([]);
    expect((await place.read(id)).counts.queued).toBe(1);
  });

  it("is listed with others a page at a time, and so are its jobs", async () => {
    const ids = [await place.open(1), await place.open(1), await place.open(3)];
    const first = await listBatches(place.services, { tenant: TENANT, limit: 2 });
    const second = await listBatches(place.services, { tenant: TENANT, limit: 2, after: first.next ?? "" });
    expect([...first.batches, ...second.batches].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(second.next).toBeNull();
    const page = { tenant: TENANT, id: ids[2] ?? "", limit: 2 };
    const front = await listBatchJobs(place.services, page);
    const rest = await listBatchJobs(place.services, { ...page, after: front.next ?? "" });
    expect([...front.jobs, ...rest.jobs].map(({ reference }) => reference)).toEqual(["r0", "r1", "r2"]);
    expect(rest.next).toBeNull();
  });
});
