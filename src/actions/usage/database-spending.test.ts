import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { spendingContract } from "../../../test/contracts/spending.ts";
import { migrate } from "../../database/migrate.ts";
import type { OpenDatabase } from "../../database/open-embedded.ts";
import { openBareDatabase } from "../../database/testing/open-test-database.ts";
import { databaseSpending } from "./database-spending.ts";

let database: OpenDatabase;

beforeAll(async () => {
  database = await openBareDatabase();
  await migrate(database.db);
});
afterAll(() => database.close());

const erase = () => sql`truncate remote_uses`.execute(database.db);

spendingContract("in the database", async (settings) => {
  const { db } = database;
  await erase();
  const open = (worker: string) => databaseSpending({ db, worker, ...settings });
  return {
    spending: open("first"),
    again: async () => open("second"),
    counted: async () => {
      const rows = await db.selectFrom("remote_uses").selectAll().where("state", "<>", "released").execute();
      return rows.map((row) => ({
        seconds: Number(row.milliseconds) / 1000,
        dollars: Number(row.nanodollars) / 1e9,
      }));
    },
  };
});

const NOW = new Date("2026-11-21T23:59:59.999Z");
const model = "openai/whisper-1";

it("writes down who asked, what was held, what was used and by which process", async () => {
  await erase();
  const spending = databaseSpending({ db: database.db, worker: "first", now: () => NOW });
  const held = await spending.reserve({ model, seconds: 30, payer: { tenant: "ours", key: "k1" } });
  await held.settle({ seconds: 12.3456 });
  await spending.reserve({ model, seconds: 30, payer: null });
  const rows = await database.db.selectFrom("remote_uses").selectAll().orderBy("state", "desc").execute();
  const reserved = { model, at: NOW, reserved_milliseconds: "30000", reserved_nanodollars: "3000000", worker: "first" };
  expect(rows).toMatchObject([
    {
      ...reserved,
      state: "settled",
      tenant_id: "ours",
      key_id: "k1",
      ended_at: expect.any(Date),
      settled_milliseconds: "12346",
      settled_nanodollars: "1234600",
      milliseconds: "12346",
    },
    { ...reserved, state: "reserved", tenant_id: null, key_id: null, ended_at: null, milliseconds: "30000" },
  ]);
});

it("counts days and months of UTC, whatever zone the database is in", async () => {
  await erase();
  const { db } = database;
  await sql`set time zone 'Pacific/Kiritimati'`.execute(db);
  let now = NOW;
  const spending = databaseSpending({ db, worker: "first", limits: { minutesPerDay: 1 }, now: () => now });
  await spending.reserve({ model, seconds: 60, payer: null });
  await expect(spending.reserve({ model, seconds: 1, payer: null })).rejects.toMatchObject({
    code: "usage-limit-reached",
    retry: true,
  });
  now = new Date(NOW.getTime() + 1);
  await spending.reserve({ model, seconds: 60, payer: null });
  await sql`reset time zone`.execute(db);
});

it("gives room for a minute to two of three that ask at the same time in two processes, and writes down those two", async () => {
  await erase();
  const { db } = database;
  const [first, second] = ["first", "second"].map((worker) =>
    databaseSpending({ db, worker, limits: { minutesPerDay: 1 }, now: () => NOW }),
  );
  const asked = [first, second, first].map((spending) => spending?.reserve({ model, seconds: 30, payer: null }));
  const ends = (await Promise.allSettled(asked)).map(({ status }) => status);
  expect(ends.sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
  const { rows } = await sql`
    select count(*)::int as requests, sum(milliseconds)::int as milliseconds, sum(nanodollars)::int as nanodollars
    from remote_uses`.execute(db);
  expect(rows).toEqual([{ requests: 2, milliseconds: 60_000, nanodollars: 6_000_000 }]);
});
