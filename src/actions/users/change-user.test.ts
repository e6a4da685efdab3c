import { afterAll, beforeAll, expect, it } from "vitest";
import type { OpenDatabase } from "../../database/open-embedded.ts";
import { openTestDatabase } from "../../database/testing/open-test-database.ts";
import { changeUser, removeUser } from "./change-user.ts";
import { inviteUser } from "./invite-user.ts";

let database: OpenDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it("leaves one admin, however many are taken away at once", async () => {
  const tenant = "crowded";
  const invite = (n: number) =>
    inviteUser(database, { tenant, email: `${n}@example.org`, role: "admin", name: null, actor: "client" });
  const admins = await Promise.all(Array.from({ length: 9 }, (_, n) => invite(n)));
  const done = admins.map(({ id }) => ({ tenant, id, actor: "client" }) as const);
  const takings = await Promise.allSettled(
    done.map((each, n) => {
      if (n % 3 === 0) return removeUser(database, each);
      return changeUser(database, { ...each, changes: n % 3 === 1 ? { role: "viewer" } : { isDisabled: true } });
    }),
  );
  expect(takings.filter(({ status }) => status === "fulfilled")).toHaveLength(8);
  expect(takings.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "last-admin" } });
  const left = database.db.selectFrom("users").select("id").where("tenant_id", "=", tenant);
  expect(await left.where("role", "=", "admin").where("disabled_at", "is", null).execute()).toHaveLength(1);
});
