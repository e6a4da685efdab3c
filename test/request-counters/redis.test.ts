import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inProcessCounter } from "../../src/request-counters/in-process.ts";
import { redisCounter } from "../../src/request-counters/redis.ts";
import { requestCounterContract } from "../contracts/request-counter.ts";
import { noRedis, type RedisServer, startRedis } from "../support/redis-server.ts";

const MINUTE = { windowMs: 60_000 };

/** Where Redis must answer: nothing counts in its place. */
const nobody = { count: () => Promise.reject(new Error("Redis did not answer")) };

describe.skipIf(noRedis)(noRedis ? `left out: ${noRedis}` : "requests counted on a real Redis", () => {
  let server: RedisServer;
  let prefixes = 0;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());

  requestCounterContract("redis", async () => {
    const clients = [new Redis(server.url), new Redis(server.url)] as const;
    const prefix = `test-${++prefixes}`;
    const counterOn = (client: Redis) => redisCounter({ client, prefix, otherwise: nobody });
    return {
      counters: [counterOn(clients[0]), counterOn(clients[1])],
      async close() {
        for (const client of clients) client.disconnect();
      },
    };
  });

  it("leaves no count behind for longer than it counts", async () => {
    const client = new Redis(server.url);
    await redisCounter({ client, prefix: "brief", otherwise: nobody }).count("a key", { most: 1, ...MINUTE });
    expect(await client.keys("brief:*")).toEqual(["brief:requests:a key"]);
    const left = await client.pttl("brief:requests:a key");
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(120_000);
    client.disconnect();
  });

  it("counts elsewhere while Redis is away, and there again when it is back", async () => {
    const own = await startRedis();
    const client = new Redis(own.url, { maxRetriesPerRequest: 1, commandTimeout: 500 });
    client.on("error", () => {});
    const told: string[] = [];
    const counter = redisCounter({
      client,
      prefix: "x",
      otherwise: inProcessCounter(),
      onAway: () => told.push("away"),
      onBack: () => told.push("back"),
    });
    const count = async () => (await counter.count("a key", { most: 100, ...MINUTE })).current;
    expect([await count(), await count()]).toEqual([1, 2]);
    await own.kill();
    for (let current = 1; current <= 5; current++) expect(await count()).toBe(current);
    expect(told).toEqual(["away"]);
    await own.start();
    await vi.waitFor(
      async () => {
        await count();
        expect(told).toEqual(["away", "back"]);
      },
      { timeout: 30_000, interval: 200 },
    );
    client.disconnect();
    await own.close();
  });
});
