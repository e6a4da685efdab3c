import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { createKey } from "../../actions/keys/create-key.ts";
import { type KeyLimits, NO_LIMITS } from "../../domain/api-key.ts";
import type { Problem } from "../problems/problems.ts";

// Fifty at once at the edge of each limit: never more than it says.

const AT_ONCE = 50;

let service: OpenService;
beforeAll(async () => {
  service = await openService({ wantsKeys: true });
}, SLOW_START_MS);
afterAll(() => service.close());

async function keyWith(limits: Partial<KeyLimits>) {
  const rights = { models: null, origins: null, expiresAt: null, limits: { ...NO_LIMITS, ...limits } };
  const asked = { tenant: "local", name: "limited", actor: "operator", scopes: ["submit", "read"] } as const;
  return createKey(service.services, { ...asked, ...rights });
}

const headers = (secret: string) => ({ authorization: `Bearer ${secret}` });
const list = (secret: string) => fetch(`${service.url}/api/v1/jobs`, { headers: headers(secret) });
const submit = (secret: string, bytes = 1_000) =>
  fetch(`${service.url}/api/v1/transcribe`, {
    method: "POST",
    body: Buffer.alloc(bytes, 7),
    headers: { ...headers(secret), "content-type": "audio/wav" },
  });
const submitAddress = (secret: string) =>
  fetch(`${service.url}/api/v1/transcribe`, {
    method: "POST",
    body: JSON.stringify({ url: "https://example.org/talk.mp3" }),
    headers: { ...headers(secret), "content-type": "application/json" },
  });

/** How often each status came. */
async function together(ask: () => Promise<Response>) {
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, ask));
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return { counts, refused: answers.find(({ status }) => status === 429) };
}

describe("requests in a minute", () => {
  it("are as many as the key may send, and each answer says how many are left", async () => {
    const { secret } = await keyWith({ requestsPerMinute: 20 });
    const first = await list(secret);
    expect([first.headers.get("ratelimit-limit"), first.headers.get("ratelimit-remaining")]).toEqual(["20", "19"]);
    const { counts, refused } = await together(() => list(secret));
    expect(counts).toEqual({ 200: 19, 429: AT_ONCE - 19 });
    const problem = (await refused?.json()) as Problem;
    expect(problem).toMatchObject({ code: "rate-limit-reached", status: 429 });
    expect(problem.retryAfter).toBeGreaterThan(0);
    expect(refused?.headers.get("retry-after")).toBe(String(problem.retryAfter));
  });

  it("are not counted where there is no limit", async () => {
    const { secret } = await keyWith({});
    expect((await together(() => list(secret))).counts).toEqual({ 200: AT_ONCE });
  });
});

describe("open jobs", () => {
  it.each([
    ["sent", submit],
    ["named by their address", submitAddress],
  ])("%s are as many as the key may have", async (_how, ask) => {
    const { secret } = await keyWith({ openJobs: 3 });
    const { counts, refused } = await together(() => ask(secret));
    expect(counts).toEqual({ 202: 3, 429: AT_ONCE - 3 });
    expect(await refused?.json()).toMatchObject({ code: "quota-reached", retryAfter: 10 });
    await service.clear();
    expect((await ask(secret)).status).toBe(202);
    await service.clear();
  });

  it("of a batch are counted together", async () => {
    const { secret } = await keyWith({ openJobs: 3 });
    const batch = (count: number) =>
      fetch(`${service.url}/api/v1/batches`, {
        method: "POST",
        headers: { ...headers(secret), "content-type": "application/json" },
        body: JSON.stringify({ items: Array.from({ length: count }, () => ({ url: "https://example.org/a.mp3" })) }),
      });
    expect((await batch(4)).status).toBe(429);
    expect(await service.jobIds()).toEqual([]);
    expect((await batch(3)).status).toBe(202);
    expect((await batch(1)).status).toBe(429);
    await service.clear();
  });
});

describe("bytes of a day", () => {
  it("are as many as the key may send, and nothing is kept of what is refused", async () => {
    const { secret, key } = await keyWith({ bytesPerDay: 5_500 });
    const { counts } = await together(() => submit(secret));
    expect(counts).toEqual({ 202: 5, 429: AT_ONCE - 5 });
    expect(await service.jobIds()).toHaveLength(5);
    const { db } = service.services;
    const used = await db
      .selectFrom("key_usage")
      .select("bytes")
      .where("key_id", "=", key.id)
      .executeTakeFirstOrThrow();
    expect(Number(used.bytes)).toBe(5_000);
    await service.clear();
    const refused = await submit(secret);
    const left = (new Date().setUTCHours(24, 0, 0, 0) - Date.now()) / 1000;
    const { status, retryAfter } = (await refused.json()) as Problem;
    expect([status, refused.headers.get("retry-after")]).toEqual([429, String(retryAfter)]);
    expect(Math.abs((retryAfter ?? 0) - left)).toBeLessThan(60);
  });

  it("that are used up are told before a recording is read", async () => {
    const { secret } = await keyWith({ bytesPerDay: 1_000 });
    expect((await submit(secret)).status).toBe(202);
    const endless = new ReadableStream({ start: (content) => content.enqueue(new Uint8Array(10)) });
    const refused = await fetch(`${service.url}/api/v1/uploads`, {
      method: "POST",
      headers: { ...headers(secret), "content-type": "audio/wav" },
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: "quota-reached" }]);
    await service.clear();
  });
});

describe("minutes of a month", () => {
  it("that are used leave no room for another recording", async () => {
    const { secret, key } = await keyWith({ minutesPerMonth: 1 });
    expect((await submit(secret)).status).toBe(202);
    const day = new Date().toISOString().slice(0, 10);
    const { db } = service.services;
    await db
      .insertInto("key_usage")
      .values({ key_id: key.id, day, bytes: 0, seconds: 60 })
      .onConflict((conflict) => conflict.columns(["key_id", "day"]).doUpdateSet({ seconds: 60 }))
      .execute();
    const refused = await submit(secret);
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: "quota-reached" }]);
    await service.clear();
  });
});
