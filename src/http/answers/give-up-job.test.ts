import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import type { Services } from "../../services.ts";
import { giveUpJob } from "./give-up-job.ts";

let service: OpenService;
beforeAll(async () => {
  service = await openService();
}, SLOW_START_MS);
afterAll(() => service.close());

const job = { tenant: "local", id: "00000000-0000-4000-8000-000000000000" };

/** What is logged above `info` when a job is given up. */
async function logged(services: Partial<Services>) {
  const { app, lines } = service;
  const before = lines().length;
  const given = { ...service.services, log: app.log, ...services } as Services; // a test gives it no more than it asks for
  await giveUpJob(given, app, job);
  return lines()
    .slice(before)
    .filter(({ level }) => level !== "debug" && level !== "info");
}

it("is no matter where the job was erased in between", async () => {
  expect(await logged({})).toEqual([]);
});

it("is logged where it fails, without the words of the error", async () => {
  const db = { transaction: () => ({ execute: () => Promise.reject(new RangeError("some text")) }) };
  const lines = await logged({ db: db as unknown as Services["db"] }); // one that has gone
  expect(lines).toMatchObject([{ level: "warn", job: job.id, bug: { name: "RangeError" } }]);
  expect(JSON.stringify(lines)).not.toContain("some text");
});
