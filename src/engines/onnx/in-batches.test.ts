import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Window } from "../../domain/window.ts";
import type { EngineEvent, RecogniseOptions } from "../../ports/engine.ts";
import { type AskBatch, inBatches } from "./in-batches.ts";

const never = new AbortController().signal;
const windows = (count: number): Window[] =>
  Array.from({ length: count }, (_, index) => ({ index, samples: new Float32Array(), parts: [], speech: [] }));
const warning = (message: string): EngineEvent => ({ type: "warning", message });

async function all(ask: AskBatch, count: number, options: RecogniseOptions): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  for await (const event of inBatches(ask, { windows: windows(count), options, size: 4, parts: 2 }, never))
    events.push(event);
  return events;
}

it("asks about all batches at once where the language is known, and answers in order", async () => {
  let [open, most] = [0, 0];
  const asked: number[][] = [];
  const ask: AskBatch = async function* (batch) {
    asked.push(batch.map(({ index }) => index));
    open++;
    most = Math.max(most, open);
    await pause(30 - 10 * asked.length);
    open--;
    yield warning(String(batch[0]?.index));
  };
  expect(await all(ask, 9, { task: "transcribe", language: "en" })).toEqual(["0", "3", "6"].map(warning));
  expect(asked).toEqual([
    [0, 1, 2],
    [3, 4, 5],
    [6, 7, 8],
  ]);
  expect(most).toBe(3);
});

it.each([
  [1, [1]],
  [2, [1, 1]],
  [3, [2, 1]],
  [4, [2, 2]],
  [7, [4, 3]],
  [8, [4, 4]],
])("gives both processes something to do: %i windows as %j", async (count, sizes) => {
  const asked: number[] = [];
  const ask: AskBatch = async function* (batch) {
    asked.push(batch.length);
    yield* [];
  };
  await all(ask, count, { task: "transcribe", language: "en" });
  expect(asked).toEqual(sizes);
});

it("lets the first batch settle the language for the others", async () => {
  const told: (string | undefined)[] = [];
  const ask: AskBatch = async function* (_, { likelyLanguage }) {
    told.push(likelyLanguage);
    if (likelyLanguage === undefined) yield { type: "language", language: "de", probability: 0.9 };
  };
  expect(await all(ask, 8, { task: "transcribe" })).toHaveLength(1);
  expect(told).toEqual([undefined, "de"]);
});

it("gives up the other batches when one fails", async () => {
  const left: unknown[] = [];
  const ask: AskBatch = async function* (batch, _, signal) {
    if (batch[0]?.index === 4) throw new Error("broken");
    await pause(5_000, undefined, { signal }).catch((error: Error) => void left.push(error.name));
    yield* [];
  };
  await expect(all(ask, 8, { task: "transcribe", language: "en" })).rejects.toThrow("broken");
  await expect.poll(() => left).toEqual(["AbortError"]);
});
