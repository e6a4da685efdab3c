import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { claimPiece, tryClaim } from "./claim.ts";
import { openDatabase, type TestDatabase } from "./testing/open-database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await openDatabase();
});
beforeEach(() => database.clear());
afterAll(() => database.close());

const recognise = (count: number) => Array.from({ length: count }, () => ({ seconds: 30 }));
const toPrepare = [{ stage: "prepare" as const, seconds: 1 }];
const media = { lane: "media" as const, smallOnly: false, worker: "w" };
const speech = { lane: "speech" as const, smallOnly: false, worker: "w" };

/** With one piece at work, 36 may be ready. */
async function much(job: Partial<Parameters<TestDatabase["addJob"]>[0]> = {}) {
  const id = await database.addJob({ pieces: recognise(37), ...job });
  await claimPiece(database.db, { ...speech, labels: job.labels ?? [] });
  return id;
}

it("prepares no more of a key while enough of it is ready, and goes on when it is less", async () => {
  await much();
  const next = await database.addJob({ pieces: toPrepare });
  expect(await tryClaim(database.db, media)).toBe("held-back");
  expect(await claimPiece(database.db, media)).toBeUndefined();
  await sql`update pieces set state = 'done' where id = (select id from pieces where state = 'ready' and lane = 'speech' limit 1)`.execute(
    database.db,
  );
  expect(await tryClaim(database.db, media)).toMatchObject({ job: next });
});

it("says that there is nothing where there is nothing", async () => {
  await much();
  expect(await tryClaim(database.db, media)).toBeUndefined();
});

it("lets others prepare", async () => {
  await much();
  const other = await database.addJob({ tenant: "other", pieces: toPrepare });
  expect(await tryClaim(database.db, media)).toMatchObject({ job: other });
});

it("lets what is more urgent go on", async () => {
  await much();
  const urgent = await database.addJob({ priority: 1, pieces: toPrepare });
  expect(await tryClaim(database.db, media)).toMatchObject({ job: urgent });
  await database.addJob({ priority: -1, pieces: toPrepare });
  expect(await tryClaim(database.db, media)).toBe("held-back");
});

it("counts the work of the same kind of worker alone", async () => {
  await much({ labels: ["gpu"] });
  const plain = await database.addJob({ pieces: toPrepare });
  expect(await tryClaim(database.db, media)).toMatchObject({ job: plain });
  await database.addJob({ labels: ["gpu"], pieces: toPrepare });
  expect(await tryClaim(database.db, { ...media, labels: ["gpu"] })).toBe("held-back");
});

it("does not wait for what nobody works on", async () => {
  await database.addJob({ model: "onnx/nobody-has-it", pieces: recognise(100) });
  await much({ pieces: recognise(3) });
  const next = await database.addJob({ pieces: toPrepare });
  expect(await tryClaim(database.db, media)).toMatchObject({ job: next });
});

it("allows more with more workers", async () => {
  await database.addJob({ pieces: recognise(60) });
  await database.addJob({ pieces: toPrepare });
  for (let n = 0; n < 4; n++) await claimPiece(database.db, speech);
  expect(await tryClaim(database.db, media)).toBe("held-back");
  for (let n = 0; n < 2; n++) await claimPiece(database.db, speech);
  expect(await tryClaim(database.db, media)).toBeTypeOf("object");
});
