import { setTimeout as pause } from "node:timers/promises";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RedisQueue } from "../../src/queues/queue-url.ts";
import { redisBell } from "../../src/queues/redis/redis-bell.ts";
import { redisNews } from "../../src/queues/redis/redis-news.ts";
import { bellContract } from "../contracts/bell.ts";
import { newsContract } from "../contracts/news.ts";
import { openedTogether } from "../support/opened-together.ts";
import { SOON_MS } from "../support/patience.ts";
import { noRedis, type RedisServer, startRedis } from "../support/redis-server.ts";

describe.skipIf(noRedis)(noRedis ? `left out: ${noRedis}` : "on a real Redis", () => {
  let server: RedisServer;
  let queues = 0;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());
  const queue = (): RedisQueue => ({ kind: "redis", url: server.url, prefix: `test-${++queues}` });
  const broker = { lose: () => server.kill(), bringBack: () => server.start() };

  bellContract("redis", async () => {
    const place = queue();
    const { first, ...others } = await openedTogether(() => redisBell(place));
    return { bell: first, ...others, broker };
  });
  newsContract("redis", async () => {
    const place = queue();
    const { first, ...others } = await openedTogether(() => redisNews(place));
    return { news: first, ...others, broker };
  });

  it("says no more than the lane, and leaves nothing behind but numbers", async () => {
    const place = queue();
    const bell = await redisBell(place);
    const redis = new Redis(place.url);
    await bell.ring("media");
    expect(await redis.hgetall(`${place.prefix}:media:1`)).toMatchObject({ name: "ring", data: "{}" });
    let rings = 0;
    await bell.listen(["media"], async () => void rings++);
    await vi.waitFor(() => expect(rings).toBe(1), SOON_MS);
    await vi.waitFor(async () => expect(await redis.exists(`${place.prefix}:media:1`)).toBe(0));
    for (const list of ["wait", "active", "completed", "failed", "delayed"])
      expect(await redis.exists(`${place.prefix}:media:${list}`), list).toBe(0);
    await bell.close();
    redis.disconnect();
  });
  it("removes what no bell has written, and rings nobody for it", async () => {
    const place = queue();
    const bell = await redisBell(place);
    const heard: string[] = [];
    await bell.listen(["media"], async (lane) => void heard.push(lane));
    const redis = new Redis(place.url);
    const foreign = new Queue("media", { connection: redis, prefix: place.prefix });
    await foreign.add("sesame", { text: "sesame" }, { removeOnComplete: true });
    await vi.waitFor(async () => expect(await foreign.getJobCounts("wait", "active")).toEqual({ wait: 0, active: 0 }));
    expect(heard).toEqual([]);
    await bell.ring("media");
    await vi.waitFor(() => expect(heard).toEqual(["media"]), SOON_MS);
    await bell.close();
    redis.disconnect();
  });
  it("holds a ring longer than BullMQ's lock lasts while the listener is busy", { timeout: 120_000 }, async () => {
    const place = queue();
    const [bell, other] = [await redisBell(place), await redisBell(place)];
    const heard: string[] = [];
    await bell.listen(["media"], async () => {
      heard.push("busy");
      await pause(40_000);
    });
    await bell.ring("media");
    await vi.waitFor(() => expect(heard).toEqual(["busy"]), SOON_MS);
    await other.listen(["media"], async () => void heard.push("idle"));
    await pause(38_000);
    expect(heard).toEqual(["busy"]);
    await Promise.all([bell.close(), other.close()]);
  });
  it("may be opened while Redis is away, and works when it is there", async () => {
    const own = await startRedis();
    await own.kill();
    const place: RedisQueue = { kind: "redis", url: own.url, prefix: "x" };
    const [bell, news] = [await redisBell(place), await redisNews(place)];
    const begun = performance.now();
    await expect(bell.ring("media")).rejects.toThrow("ECONNREFUSED");
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
    await pause(2_000);
    await own.start();
    await vi.waitFor(() => bell.ring("media"), { timeout: 10_000, interval: 200 });
    const heard: string[] = [];
    await bell.listen(["media"], async (lane) => void heard.push(lane));
    await vi.waitFor(() => expect(heard).toContain("media"), { timeout: 10_000 });
    const there = await redisNews(place);
    there.listen(({ job }) => void heard.push(job));
    const tellAndHear = async () => {
      await news.tell({ job: "a", kind: "events" });
      expect(heard).toContain("a");
    };
    // The speaker comes back in a time of its own.
    await vi.waitFor(tellAndHear, { timeout: 10_000, interval: 100 });
    await Promise.all([bell.close(), news.close(), there.close()]);
    await own.close();
  });
  it("rings again when it is let in after it was not", async () => {
    const own = await startRedis({ password: "open" });
    const bell = await redisBell({ kind: "redis", url: own.url, prefix: "x" });
    await expect(bell.ring("media")).rejects.toThrow("NOAUTH");
    const operator = new Redis(`redis://:open@127.0.0.1:${own.port}`);
    await operator.config("SET", "requirepass", "");
    await vi.waitFor(() => bell.ring("media"), { timeout: 10_000, interval: 200 });
    await bell.close();
    operator.disconnect();
    await own.close();
  });
  it("is closed at once while Redis is away: BullMQ would wait for it, and the process for BullMQ", async () => {
    const own = await startRedis();
    const bell = await redisBell({ kind: "redis", url: own.url, prefix: "x" });
    await bell.listen(["media"], async () => {});
    await own.kill();
    await pause(1_000);
    const begun = performance.now();
    await bell.close();
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
    await own.close();
  });
  it("passes over news that is none", async () => {
    const place = queue();
    const news = await redisNews(place);
    const heard: string[] = [];
    news.listen(({ job }) => void heard.push(job));
    const redis = new Redis(place.url);
    const say = (word: string) => redis.publish(`${place.prefix}:news`, word);
    await vi.waitFor(async () => expect(await say("sesame")).toBe(1), SOON_MS);
    for (const word of ["", "{}", "null", '{"from":"x","job":7,"kind":"events"}']) await say(word);
    await say('{"from":"x","job":"a","kind":"deleted"}');
    await say('{"from":"x","job":"b","kind":"events","text":"sesame"}');
    await vi.waitFor(() => expect(heard).toEqual(["b"]), SOON_MS);
    await news.close();
    redis.disconnect();
  });
  it("shows no password of a Redis that does not let it in", async () => {
    const guarded = await startRedis({ password: "open" });
    const bell = await redisBell({ kind: "redis", url: `redis://:sesame@127.0.0.1:${guarded.port}`, prefix: "x" });
    for (const ask of [() => bell.ring("media"), () => bell.check(), () => bell.listen(["media"], async () => {})]) {
      const failure: unknown = await ask().catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: "queue-unavailable", message: expect.stringContaining("WRONGPASS") });
      expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain("sesame");
    }
    await bell.close();
    await guarded.close();
  });
});
