import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase, type TestDatabase } from "../../database/testing/open-database.ts";
import type { Services } from "../../services.ts";
import { countRemoteUse } from "./count-remote-use.ts";
import { databaseSpending } from "./database-spending.ts";
import { readUsage } from "./read-usage.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await openDatabase();
});
beforeEach(async () => {
  await database.clear();
  await sql`truncate remote_uses`.execute(database.db);
});
afterAll(() => database.close());

const NOW = new Date("2026-11-21T12:00:00Z");
const WHISPER = "openai/whisper-1";
const MINI = "openai/gpt-4o-mini-transcribe";
const plain = { maxUploadBytes: 1, keepFreeBytes: 1, maxQueuedJobs: 1 };

const read = (asked: { from?: string; to?: string; tenant?: string } = {}, limits: Partial<Services["limits"]> = {}) =>
  readUsage({ db: database.db, limits: { ...plain, ...limits } }, { tenant: "local", now: NOW, ...asked });

/** What is not told is a whole minute of whisper-1 for nobody in particular, which was used as it was held. */
async function use(
  at: string,
  given: { model?: string; key?: string; tenant?: string; end?: "none" | "released" } = {},
) {
  const { model = WHISPER, key = null, tenant = "local", end } = given;
  const spending = databaseSpending({ db: database.db, worker: "test", now: () => new Date(at) });
  const held = await spending.reserve({ model, seconds: 60, payer: { tenant, key } });
  if (end === "released") await held.release();
  else if (end !== "none") await held.settle({ seconds: 60 });
}

async function succeed(at: string, model: string, seconds: number) {
  const id = await database.addJob({ pieces: [] });
  const end = { state: "succeeded", finished_at: at, model, total_seconds: seconds } as const;
  await database.db.updateTable("jobs").set(end).where("id", "=", id).execute();
}

describe("what remote engines were used for", () => {
  it("is told by day, model and key, with what is not settled and without what was released", async () => {
    await use("2026-11-02T00:00:00Z");
    await use("2026-11-01T23:59:59.999Z", { model: MINI });
    await use("2026-11-02T23:59:59.999Z", { end: "none" });
    await use("2026-11-02T12:00:00Z", { key: "k1" });
    await use("2026-11-02T12:00:00Z", { end: "released" });
    const line = { model: WHISPER, key: null, requests: 1, unsettled: 0, milliseconds: 60_000, nanodollars: 6_000_000 };
    expect((await read()).remote).toEqual([
      { ...line, day: "2026-11-01", model: MINI, nanodollars: 3_000_000 },
      { ...line, day: "2026-11-02", requests: 2, unsettled: 1, milliseconds: 120_000, nanodollars: 12_000_000 },
      { ...line, day: "2026-11-02", key: "k1" },
    ]);
  });

  it("is a tenant's own, and what nobody in particular asked", async () => {
    await use("2026-11-02T00:00:00Z", { tenant: "theirs" });
    await databaseSpending({ db: database.db, worker: "test", now: () => NOW }).reserve({
      model: WHISPER,
      seconds: 1,
      payer: null,
    });
    expect((await read()).remote).toMatchObject([{ milliseconds: 1000 }]);
    expect((await read({ tenant: "theirs" })).remote).toMatchObject([
      { day: "2026-11-02", milliseconds: 60_000 },
      { milliseconds: 1000 },
    ]);
  });
});

it("tells of the recordings of jobs by the day of UTC on which they succeeded", async () => {
  await sql`set time zone 'Pacific/Kiritimati'`.execute(database.db);
  await succeed("2026-11-01T00:00:00Z", "onnx/whisper-base", 30);
  await succeed("2026-11-20T23:59:59Z", "onnx/whisper-base", 61.5);
  await succeed("2026-11-20T01:00:00Z", "onnx/whisper-base", 8.5);
  await succeed("2026-10-31T23:59:59Z", WHISPER, 30);
  await database.addJob({ pieces: [], state: "cancelled" });
  const { jobs } = await read();
  await sql`reset time zone`.execute(database.db);
  expect(jobs).toEqual([
    { day: "2026-11-01", model: "onnx/whisper-base", key: null, jobs: 1, seconds: 30 },
    { day: "2026-11-20", model: "onnx/whisper-base", key: null, jobs: 2, seconds: 70 },
  ]);
});

describe("the days", () => {
  it.each([
    [{}, "2026-11-01", "2026-11-21"],
    [{ to: "2026-02-10" }, "2026-02-01", "2026-02-10"],
    [{ from: "2026-11-20" }, "2026-11-20", "2026-11-21"],
    [{ from: "2024-01-01", to: "2024-12-31" }, "2024-01-01", "2024-12-31"],
  ])("for %j are from %s to %s", async (asked, from, to) => {
    await use(`${from}T00:00:00Z`);
    await use(`${to}T23:59:59.999Z`);
    const usage = await read(asked);
    expect(usage).toMatchObject({ from, to });
    expect(usage.remote.map(({ day }) => day)).toEqual([from, to]);
  });

  it.each([
    [{ from: "2026-11-22" }, "2026-11-21 is before it"],
    [{ from: "2024-12-31", to: "2026-01-01" }, "are 367 days"],
  ])("are refused for %j", async (asked, message) => {
    await expect(read(asked)).rejects.toMatchObject({
      code: "request-invalid",
      message: expect.stringContaining(message),
    });
  });
});

describe("what is left", () => {
  it("is of today and this month, of everybody in total and of each key of the tenant that has used something", async () => {
    await use("2026-11-21T00:00:00Z", { key: "k1" });
    await use("2026-11-01T00:00:00Z", { key: "k1", end: "none" });
    await use("2026-10-31T23:59:59Z", { key: "k2" });
    await use("2026-11-21T00:00:00Z", { tenant: "theirs", key: "k3" });
    const { limits } = await read(
      { from: "2026-01-01", to: "2026-01-01" },
      { remote: { minutesPerDay: 5, dollarsPerMonth: 1 }, remotePerKey: { minutesPerDay: 1.5, minutesPerMonth: 1.5 } },
    );
    expect(limits).toEqual([
      { key: null, unit: "minutes", period: "day", limit: 5, used: 2, left: 3 },
      { key: null, unit: "dollars", period: "month", limit: 1, used: 0.018, left: 0.982 },
      { key: "k1", unit: "minutes", period: "day", limit: 1.5, used: 1, left: 0.5 },
      { key: "k1", unit: "minutes", period: "month", limit: 1.5, used: 2, left: 0 },
    ]);
  });

  it("is nothing where there is no limit", async () => {
    await use("2026-11-21T00:00:00Z", { key: "k1" });
    expect((await read({}, { remote: { minutesPerDay: undefined } })).limits).toEqual([]);
  });
});

it("counts for metrics what was ever reserved in this month, and what became of it", async () => {
  await use("2026-10-31T23:59:59Z");
  await use("2026-11-01T00:00:00Z");
  await use("2026-11-20T00:00:00Z", { end: "none" });
  await use("2026-11-21T00:00:00Z", { end: "released" });
  await use("2026-12-01T00:00:00Z");
  const limits = { ...plain, remote: { minutesPerMonth: 10 } };
  expect(await countRemoteUse({ db: database.db, limits }, NOW)).toEqual({
    totals: [
      { model: WHISPER, state: "reserved", milliseconds: 180_000, nanodollars: 18_000_000 },
      { model: WHISPER, state: "settled", milliseconds: 60_000, nanodollars: 6_000_000 },
      { model: WHISPER, state: "released", milliseconds: 60_000, nanodollars: 6_000_000 },
    ],
    limits: [{ unit: "minutes", period: "month", limit: 10, used: 2, left: 8 }],
  });
});
