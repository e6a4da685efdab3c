import { afterAll, beforeAll, expect, it } from "vitest";
import { NO_LIMITS } from "../../domain/api-key.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { removeUser } from "../users/change-user.ts";
import { inviteUser } from "../users/invite-user.ts";
import { endKey, updateKey } from "./change-key.ts";
import { createKey } from "./create-key.ts";

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

it("leaves one who administers a tenant, however many keys and users are taken away at once", async () => {
  const { services } = place;
  const tenant = "crowded";
  const [done, rest] = [{ tenant, actor: "client" } as const, { models: null, origins: null, expiresAt: null }];
  const makeKey = () => createKey(services, { ...done, ...rest, name: "admin", scopes: ["admin"], limits: NO_LIMITS });
  const keys = await Promise.all(Array.from({ length: 6 }, makeKey));
  const invite = (n: number) => inviteUser(services, { ...done, email: `${n}@example.org`, role: "admin", name: null });
  const users = await Promise.all([0, 1, 2].map(invite));
  const takings = await Promise.allSettled<unknown>([
    ...users.map(({ id }) => removeUser(services, { ...done, id })),
    ...keys.map(({ key: { id } }, n) =>
      n % 2 === 0
        ? endKey(services, { ...done, id })
        : updateKey(services, { ...done, id, changes: { scopes: ["read"] } }),
    ),
  ]);
  expect(takings.filter(({ status }) => status === "fulfilled")).toHaveLength(8);
  expect(takings.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "last-admin" } });
});
