import { expect, it } from "vitest";
import { forgetCounts } from "./request-counts.ts";
import { openTestDatabase } from "./testing/open-test-database.ts";

it("forgets what no window reaches back to", async () => {
  const { db, close } = await openTestDatabase();
  const slot = Math.floor(Date.now() / 60_000);
  const rows = [1, slot].map((at) => ({ name: `of ${at}`, slot: at, count: 1 }));
  await db.insertInto("request_counts").values(rows).execute();
  await forgetCounts(db, 60_000);
  expect(await db.selectFrom("request_counts").select("name").execute()).toEqual([{ name: `of ${slot}` }]);
  await close();
});
