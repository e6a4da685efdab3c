import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { ClaimedPiece } from "../domain/piece.ts";
import { claimPiece } from "./claim.ts";
import { endJob } from "./jobs.ts";
import {
  expiredLeases,
  extendLease,
  handBack,
  holdLost,
  holdPiece,
  type LostPiece,
  takeBack,
  voidLeases,
} from "./leases.ts";
import { openDatabase, type TestDatabase } from "./testing/open-database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await openDatabase();
});
beforeEach(() => database.clear());
afterAll(() => database.close());

async function claim(): Promise<ClaimedPiece> {
  const piece = await claimPiece(database.db, { lane: "speech", smallOnly: false, worker: "test" });
  if (!piece) throw new Error("Nothing to claim");
  return piece;
}

const expire = () => sql`update pieces set lease_until = now() - interval '1 second'`.execute(database.db);
const pieceRow = () => database.db.selectFrom("pieces").selectAll().executeTakeFirstOrThrow();
/** What another worker's sweeper does. */
async function takeBackExpired(atWork: ClaimedPiece[] = []): Promise<LostPiece[]> {
  const lost = await expiredLeases(database.db, { atWork });
  for (const piece of lost)
    await database.db.transaction().execute(async (within) => {
      if (await holdLost(within, piece)) await takeBack(within, piece);
    });
  return lost;
}
const holds = (piece: ClaimedPiece) => database.db.transaction().execute((within) => holdPiece(within, piece));

it("prolongs the lease of the attempt that holds the piece, by a minute from then", async () => {
  await database.addJob({ pieces: [{}] });
  const piece = await claim();
  await sql`update pieces set lease_until = now() + interval '5 seconds'`.execute(database.db);
  expect(await extendLease(database.db, piece)).toBe(true);
  expect((await pieceRow()).lease_until?.getTime()).toBeGreaterThan(Date.now() + 50_000);
});

it("takes back only what has expired, at once, and counts the loss", async () => {
  const job = await database.addJob({ pieces: [{}, {}] });
  const [first, second] = [await claim(), await claim()];
  await sql`update pieces set lease_until = now() - interval '1 second' where id = ${first.id}`.execute(database.db);
  const lost = await takeBackExpired();
  expect(lost).toEqual([{ id: first.id, job, stage: "recognise", attempt: 1, leaseLost: 0 }]);
  expect(await takeBackExpired()).toEqual([]);
  expect(await holds(second)).toBe(true);
  const { lease_lost: losses } = await database.db
    .selectFrom("pieces")
    .select("lease_lost")
    .where("id", "=", first.id)
    .executeTakeFirstOrThrow();
  expect(losses).toBe(1);
  expect(await claim()).toMatchObject({ id: first.id, attempt: 2, failures: 0 });
});

it("leaves alone what the worker who asks is at work on itself, and nothing else of its own", async () => {
  await database.addJob({ pieces: [{}, {}] });
  const [piece, abandoned] = [await claim(), await claim()];
  await expire();
  expect(await takeBackExpired([piece])).toMatchObject([{ id: abandoned.id }]);
  expect([await holds(piece), await holds(abandoned)]).toEqual([true, false]);
});

it("fences off an old attempt once its piece was taken back, and when another has it", async () => {
  await database.addJob({ pieces: [{}] });
  const old = await claim();
  await expire();
  await takeBackExpired();
  expect([await extendLease(database.db, old), await holds(old)]).toEqual([false, false]);
  const current = await claim();
  expect([await extendLease(database.db, old), await holds(old), await holds(current)]).toEqual([false, false, true]);
  await handBack(database.db, old);
  expect(await holds(current)).toBe(true);
});

it("hands a piece back as if it had not been taken, but for the attempt", async () => {
  await database.addJob({ pieces: [{}] });
  const piece = await claim();
  await handBack(database.db, piece);
  expect(await pieceRow()).toMatchObject({
    state: "ready",
    failures: 0,
    lease_lost: 0,
    worker: null,
    lease_until: null,
  });
  expect(await holds(piece)).toBe(false);
  expect(await claim()).toMatchObject({ attempt: 2 });
});

it("does not hand back, prolong or hold what was cancelled", async () => {
  const job = await database.addJob({ pieces: [{}] });
  const piece = await claim();
  await database.db.transaction().execute((within) => endJob(within, job, { state: "cancelled" }));
  await handBack(database.db, piece);
  expect([await extendLease(database.db, piece), await holds(piece)]).toEqual([false, false]);
  expect(await pieceRow()).toMatchObject({ state: "cancelled" });
});

it("voids every lease, expired or not, and counts how often", async () => {
  await database.addJob({ pieces: [{}] });
  for (let start = 1; start <= 8; start++) {
    await claim();
    const voided = await database.db.transaction().execute(voidLeases);
    expect(voided.map(({ leaseLost }) => leaseLost)).toEqual([start - 1]);
  }
  expect(await pieceRow()).toMatchObject({ state: "ready", lease_lost: 8, failures: 0 });
});

it("holds a lost piece until it is taken back, its worker is heard of again, or its job has ended", async () => {
  const job = await database.addJob({ pieces: [{}, {}, {}] });
  const [one] = [await claim(), await claim(), await claim()];
  await expire();
  const lost = await expiredLeases(database.db, { atWork: [] });
  const [first, second] = lost.filter(({ id }) => id !== one.id);
  const still = async () => {
    const held = lost.map((piece) => database.db.transaction().execute((within) => holdLost(within, piece)));
    return new Map((await Promise.all(held)).map((isHeld, index) => [lost[index]?.id, isHeld]));
  };
  expect([...(await still()).values()]).toEqual([true, true, true]);
  await extendLease(database.db, one);
  if (!first || !second) throw new Error("three were lost");
  await database.db.transaction().execute((within) => takeBack(within, first));
  const after = await still();
  expect([one.id, first.id, second.id].map((id) => after.get(id))).toEqual([false, false, true]);
  await database.db.transaction().execute((within) => endJob(within, job, { state: "cancelled" }));
  expect([...(await still()).values()]).toEqual([false, false, false]);
});
