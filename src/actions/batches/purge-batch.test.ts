import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Failure } from "../../domain/failure.ts";
import { readReceipt } from "../jobs/read-receipt.ts";
import { type Batches, openBatches } from "../testing/open-batches.ts";
import { complete, prepare, TENANT } from "../testing/play-job.ts";
import { purgeBatch } from "./purge-batch.ts";

let place: Batches;

beforeAll(async () => {
  place = await openBatches();
});
afterEach(() => place.clear());
afterAll(() => place.close());

const purge = (id: string) => purgeBatch(place.services, { tenant: TENANT, id });
const openWith = async (...contents: string[]) => place.open(await Promise.all(contents.map(place.received)));

it("tells what was erased of all jobs together, and each of them has its receipt", async () => {
  const id = await openWith("done");
  await complete(place.services);
  const receipt = await purge(id);
  expect(receipt).toEqual({
    batch: id,
    jobs: 1,
    erased: {
      recordings: { count: 1, bytes: 4 },
      sound: { count: 0, bytes: 0 },
      transcripts: 1,
      events: expect.any(Number),
      webhookDeliveries: 0,
    },
    keptFor: 0,
    blobsErased: true,
  });
  const running = await openWith("one", "three");
  await prepare(place.services, 2);
  const jobs = (await place.jobsOf(running)).map((job) => job.id);
  const both = await purge(running);
  expect(both).toMatchObject({ jobs: 2, erased: { recordings: { count: 2, bytes: 8 }, sound: { count: 2 } } });
  const receipts = await Promise.all(jobs.map((job) => readReceipt(place.services, { tenant: TENANT, id: job })));
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  expect(both.erased.events).toBe(sum(receipts.map(({ erased }) => erased.events)));
  expect(both.erased.sound.bytes).toBe(sum(receipts.map(({ erased }) => erased.sound.bytes)));
  expect(await place.storedFiles()).toEqual([]);
});

it("says what stays for jobs elsewhere, and not what its own jobs share", async () => {
  const [id, other] = [await openWith("ours", "ours", "theirs"), await openWith("theirs")];
  expect(await purge(id)).toMatchObject({ jobs: 3, erased: { recordings: { count: 1, bytes: 4 } }, keptFor: 1 });
  expect(await place.storedFiles()).toHaveLength(1);
  expect(await purge(other)).toMatchObject({ jobs: 1, erased: { recordings: { count: 1, bytes: 6 } }, keptFor: 0 });
});

it("tells of what it erased itself where another request does the same", async () => {
  const id = await place.open(4);
  const answers = await Promise.allSettled([purge(id), purge(id)]);
  const counts = answers.map((answer) => (answer.status === "fulfilled" ? answer.value.jobs : 0));
  expect(counts.reduce((total, count) => total + count)).toBe(4);
  expect((await place.rowCounts()).audit_log).toBe(4);
});

it("says where files are left while the store is away", async () => {
  const id = await openWith("one", "two");
  const blobs = {
    ...place.services.blobs,
    delete: () => Promise.reject(new Failure("storage-unavailable", "Away.")),
  };
  const receipt = await purgeBatch({ ...place.services, blobs }, { tenant: TENANT, id });
  expect(receipt).toMatchObject({ jobs: 2, erased: { recordings: { count: 2 } }, blobsErased: false });
});
