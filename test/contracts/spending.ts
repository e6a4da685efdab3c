import { afterEach, describe, expect, it } from "vitest";
import type { Prices } from "../../src/domain/remote-prices.ts";
import type { SpendingLimits } from "../../src/domain/spending-limits.ts";
import type { Payer } from "../../src/ports/engine.ts";
import type { Spending } from "../../src/ports/spending.ts";

export interface SpendingSettings {
  readonly limits?: SpendingLimits;
  readonly limitsPerKey?: SpendingLimits;
  readonly prices?: Prices;
  readonly now: () => Date;
}

export interface OpenedSpending {
  readonly spending: Spending;
  /** What counts in this month, a line for each request. */
  counted(): Promise<readonly { readonly seconds: number; readonly dollars: number }[]>;
  /** The same books, opened by another process. */
  again?(): Promise<Spending>;
  close?(): Promise<void>;
}

const MODEL = "openai/whisper-1";
const NOON = Date.UTC(2026, 10, 21, 12);
const ours: Payer = { tenant: "ours", key: "first" };
const use = (seconds: number, payer: Payer | null = null) => ({ model: MODEL, seconds, payer });
const refused = { code: "usage-limit-reached" };

/** What all books of spending must do. A driver may leave a clause out only by naming it and saying why. */
export function spendingContract(
  driver: string,
  open: (settings: SpendingSettings) => Promise<OpenedSpending>,
  { except = {} }: { except?: Record<string, string> } = {},
) {
  describe(`spending: ${driver}`, () => {
    const opened: OpenedSpending[] = [];
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((one) => one.close?.()));
    });
    const fresh = async (settings: Partial<SpendingSettings> = {}) => {
      const one = await open({ now: () => new Date(NOON), ...settings });
      opened.push(one);
      const seconds = async () => (await one.counted()).map((line) => line.seconds).sort((a, b) => a - b);
      return { ...one, seconds };
    };
    const clauses = new Set<string>();
    const clause = (title: string, check: () => Promise<void>) => {
      clauses.add(title);
      it(except[title] ? `${title} (left out: ${except[title]})` : title, { skip: title in except }, check);
    };

    clause("has room for anything where there is no limit", async () => {
      const { spending, seconds } = await fresh();
      await (await spending.reserve(use(100_000))).settle({ seconds: 99_999.5 });
      expect(await seconds()).toEqual([99_999.5]);
    });
    clause("gives room for a minute to two of three half minutes at the same time", async () => {
      const { spending, seconds } = await fresh({ limits: { minutesPerDay: 1 } });
      const asked = await Promise.allSettled([1, 2, 3].map(() => spending.reserve(use(30))));
      expect(asked.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
      expect(asked.find((one) => one.status === "rejected")?.reason).toMatchObject(refused);
      expect(await seconds()).toEqual([30, 30]);
      await expect(spending.reserve(use(0.001))).rejects.toMatchObject(refused);
    });
    clause("counts what was never settled as spent", async () => {
      const { spending, seconds } = await fresh({ limits: { minutesPerDay: 1 } });
      await spending.reserve(use(45));
      await expect(spending.reserve(use(30))).rejects.toMatchObject(refused);
      expect(await seconds()).toEqual([45]);
    });
    clause("gives back what was held and not used", async () => {
      const { spending, seconds } = await fresh({ limits: { minutesPerDay: 1 } });
      const held = await spending.reserve(use(60));
      await held.settle({ seconds: 20.125 });
      await spending.reserve(use(39.875));
      expect(await seconds()).toEqual([20.125, 39.875]);
    });
    clause("gives all back of what is released", async () => {
      const { spending, seconds } = await fresh({ limits: { minutesPerDay: 1 } });
      await (await spending.reserve(use(60))).release();
      expect(await seconds()).toEqual([]);
      await spending.reserve(use(60));
    });
    clause("hears only the first word about a reservation", async () => {
      const { spending, seconds } = await fresh();
      const [settled, released] = [await spending.reserve(use(10)), await spending.reserve(use(20))];
      await settled.settle({ seconds: 8 });
      await settled.release();
      await settled.settle({ seconds: 1 });
      await released.release();
      await released.settle({ seconds: 20 });
      expect(await seconds()).toEqual([8]);
    });
    clause("adds up a thousand small requests exactly, each to the millisecond", async () => {
      const { spending, seconds } = await fresh({ limits: { minutesPerDay: 333 / 60 } });
      for (let count = 0; count < 1000; count++) await spending.reserve(use(1 / 3));
      expect((await seconds()).length).toBe(1000);
      await expect(spending.reserve(use(0.001))).rejects.toMatchObject(refused);
    });
    clause("counts each key by itself, and all of them in total", async () => {
      const { spending } = await fresh({ limits: { minutesPerDay: 3 }, limitsPerKey: { minutesPerDay: 1 } });
      const theirs: Payer = { tenant: "theirs", key: "first" };
      await spending.reserve(use(60, ours));
      await expect(spending.reserve(use(1, ours))).rejects.toMatchObject(refused);
      await spending.reserve(use(60, { ...ours, key: "second" }));
      await spending.reserve(use(60, theirs));
      await expect(spending.reserve(use(1, { ...theirs, key: "third" }))).rejects.toMatchObject(refused);
    });
    clause("asks the limits of a key of nobody who has none", async () => {
      const { spending } = await fresh({ limits: { minutesPerDay: 5 }, limitsPerKey: { minutesPerDay: 1 } });
      await spending.reserve(use(120));
      await spending.reserve(use(120, { tenant: "ours", key: null }));
      await expect(spending.reserve(use(120))).rejects.toMatchObject(refused);
    });
    clause("begins anew with the day at midnight, UTC", async () => {
      let now = new Date("2026-11-21T23:59:59.999Z");
      const { spending } = await fresh({ limits: { minutesPerDay: 1, minutesPerMonth: 2 }, now: () => now });
      const held = await spending.reserve(use(60));
      await expect(spending.reserve(use(1))).rejects.toMatchObject(refused);
      now = new Date("2026-11-22T00:00:00.000Z");
      await spending.reserve(use(60));
      await held.settle({ seconds: 30 });
      await expect(spending.reserve(use(1)), "what is settled late counts for its own day").rejects.toMatchObject(
        refused,
      );
      now = new Date("2026-11-23T00:00:00.000Z");
      await expect(spending.reserve(use(31)), "of the month").rejects.toMatchObject(refused);
      await spending.reserve(use(30));
    });
    clause("begins anew with the month at midnight, UTC", async () => {
      let now = new Date("2026-11-30T23:59:59.999Z");
      const { spending } = await fresh({ limits: { minutesPerMonth: 1 }, now: () => now });
      await spending.reserve(use(60));
      await expect(spending.reserve(use(1))).rejects.toMatchObject(refused);
      now = new Date("2026-12-01T00:00:00.000Z");
      await spending.reserve(use(60));
    });
    clause("holds limits of money by the price of the model", async () => {
      const prices = { [MODEL]: 0.006, "openai/own": 0 };
      const { spending, counted } = await fresh({ limits: { dollarsPerDay: 0.006, dollarsPerMonth: 0.01 }, prices });
      await spending.reserve(use(30));
      await spending.reserve(use(30));
      await expect(spending.reserve(use(0.01))).rejects.toMatchObject(refused);
      await spending.reserve({ ...use(3600), model: "openai/own" });
      expect((await counted()).map(({ dollars }) => dollars).sort()).toEqual([0, 0.003, 0.003]);
    });
    clause("sees what another process has reserved", async () => {
      const { spending, again } = await fresh({ limits: { minutesPerDay: 1 } });
      await spending.reserve(use(60));
      const other = await again?.();
      await expect(other?.reserve(use(1))).rejects.toMatchObject(refused);
    });
    it("leaves out only clauses that exist, and says why", () => {
      expect(Object.entries(except).filter(([title, reason]) => !clauses.has(title) || reason === "")).toEqual([]);
    });
  });
}
