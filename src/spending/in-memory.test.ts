import { expect, it } from "vitest";
import { spendingContract } from "../../test/contracts/spending.ts";
import { inMemorySpending } from "./in-memory.ts";

spendingContract(
  "in memory",
  async (settings) => {
    const spending = inMemorySpending(settings);
    return { spending, counted: async () => spending.records() };
  },
  { except: { "sees what another process has reserved": "these books are those of one process" } },
);

it("writes down who used what, when, for how much, and whether that is known", async () => {
  const at = new Date("2026-11-21T12:00:00Z");
  const spending = inMemorySpending({ now: () => at });
  const use = { model: "openai/gpt-4o-mini-transcribe", seconds: 30, payer: { tenant: "ours", key: "first" } };
  await (await spending.reserve(use)).settle({ seconds: 20 });
  await spending.reserve({ ...use, payer: null });
  const { model } = use;
  expect(spending.records()).toEqual([
    { model, payer: use.payer, at, seconds: 20, dollars: 0.001, settled: true },
    { model, payer: null, at, seconds: 30, dollars: 0.0015, settled: false },
  ]);
});

it("counts a model whose price nobody knows as the dearest", async () => {
  const spending = inMemorySpending({ limits: { dollarsPerDay: 0.02 }, prices: { "openai/dear": 0.02 } });
  await spending.reserve({ model: "openai/unheard-of", seconds: 60, payer: null });
  await expect(spending.reserve({ model: "openai/whisper-1", seconds: 1, payer: null })).rejects.toThrow(
    "Remote engines may be used for 0.02 dollars a day in total",
  );
});
