import { afterAll, beforeAll, expect, it } from "vitest";
import { addKeyUsage } from "../../database/key-usage.ts";
import { type KeyLimits, NO_LIMITS } from "../../domain/api-key.ts";
import { createKey } from "../keys/create-key.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { submit, TENANT } from "../testing/play-job.ts";
import { readQuotas } from "./read-quotas.ts";

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

async function keyWith(limits: Partial<KeyLimits>, tenant = TENANT): Promise<string> {
  const rights = { scopes: ["submit"], models: null, origins: null, expiresAt: null } as const;
  const made = { ...rights, limits: { ...NO_LIMITS, ...limits }, tenant, name: "x", actor: "operator" } as const;
  return (await createKey(place.services, made)).key.id;
}

it("tells what is left of each quota of a tenant's keys, and not of other keys", async () => {
  const { services } = place;
  const key = await keyWith({ openJobs: 3, bytesPerDay: 1_000, minutesPerMonth: 2 });
  await keyWith({ requestsPerMinute: 5 });
  await keyWith({ openJobs: 1 }, "another");
  const gone = await keyWith({ openJobs: 1 });
  await services.db.updateTable("api_keys").set({ revoked_at: new Date() }).where("id", "=", gone).execute();
  await submit(services, { key });
  await services.db.transaction().execute((within) => addKeyUsage(within, { key, bytes: 1_200, seconds: 30 }));
  expect(await readQuotas(services, TENANT)).toEqual([
    { key, quota: "openJobs", limit: 3, used: 1, left: 2 },
    { key, quota: "bytesPerDay", limit: 1_000, used: expect.any(Number), left: 0 },
    { key, quota: "minutesPerMonth", limit: 2, used: 0.5, left: 1.5 },
  ]);
});
