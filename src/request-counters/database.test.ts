import { requestCounterContract } from "../../test/contracts/request-counter.ts";
import { openTestDatabase } from "../database/testing/open-test-database.ts";
import { databaseCounter } from "./database.ts";

requestCounterContract("database", async () => {
  const { db, close } = await openTestDatabase();
  return { counters: [databaseCounter(db), databaseCounter(db)], close };
});
