import { expect, it } from "vitest";
import { requestCounterContract } from "../../test/contracts/request-counter.ts";
import { databaseCounter, forgetCounts } from "./request-counts.ts";
import { openTestDatabase } from "./testing/open-test-database.ts";

requestCounterContract("database", async () => {
  const { db, close } = await openTestDatabase();
  return { counters: [databaseCounter(db), databaseCounter(db)], close };
});

it("forgets what no window reaches back to", async () => {
  const { db, close } = await openTestDatabase();
  await db.insertInto("request_counts").values({ name: "old", slot: 1, count: 1 }).execute();
  await databaseCounter(db).count("new", { most: 1, windowMs: 60_000 });
  await forgetCounts(db, 60_000);
  expect(await db.selectFrom("request_counts").select("name").execute()).toEqual([{ name: "new" }]);
  await close();
});
