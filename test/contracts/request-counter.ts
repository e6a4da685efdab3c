import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { RequestCounter } from "../../src/ports/request-counter.ts";

export interface OpenedCounter {
  /** The counters of two processes, or twice that of one. */
  readonly counters: readonly [RequestCounter, RequestCounter];
  close?(): Promise<void>;
}

const MINUTE = { windowMs: 60_000 };

/** What all counters of requests must do. */
export function requestCounterContract(driver: string, open: () => Promise<OpenedCounter>): void {
  describe(`request counter: ${driver}`, () => {
    const opened: OpenedCounter[] = [];
    afterEach(async () => {
      for (const each of opened.splice(0)) await each.close?.();
    });
    async function fresh() {
      const one = await open();
      opened.push(one);
      return one.counters;
    }

    it("counts each, and says when there is room again", async () => {
      const [counter] = await fresh();
      const first = await counter.count("a key", { most: 3, ...MINUTE });
      expect(first.current).toBe(1);
      expect(first.roomInMs).toBeGreaterThan(0);
      expect(first.roomInMs).toBeLessThanOrEqual(60_000);
      expect((await counter.count("a key", { most: 3, ...MINUTE })).current).toBe(2);
    });

    it("lets as many pass as may, however many come at once to whichever process", async () => {
      const [one, other] = await fresh();
      const counts = await Promise.all(
        Array.from({ length: 60 }, (_, index) => (index % 2 ? one : other).count("a key", { most: 20, ...MINUTE })),
      );
      expect(counts.filter(({ current }) => current <= 20)).toHaveLength(20);
    });

    it("lets in who waits as told", async () => {
      const [one, other] = await fresh();
      const limit = { most: 3, windowMs: 1000 };
      for (let round = 0; round < 2; round++) {
        let told = await one.count("a key", limit);
        while (told.current <= limit.most) told = await other.count("a key", limit);
        await pause(told.roomInMs);
        expect((await one.count("a key", limit)).current).toBeLessThanOrEqual(limit.most);
      }
    });

    it("counts each name by itself, and those that were refused not at all", async () => {
      const [counter] = await fresh();
      for (let i = 0; i < 5; i++) await counter.count("a key", { most: 2, ...MINUTE });
      expect((await counter.count("another", { most: 2, ...MINUTE })).current).toBe(1);
      expect((await counter.count("a key", { most: 3, ...MINUTE })).current).toBe(3);
    });

    it("forgets little by little: what came a window ago counts no more", async () => {
      const [counter] = await fresh();
      const limit = { most: 4, windowMs: 200 };
      for (let i = 0; i < 8; i++) await counter.count("a key", limit);
      await expect
        .poll(async () => (await counter.count("a key", limit)).current, { interval: 60 })
        .toBeLessThanOrEqual(4);
    });
  });
}
