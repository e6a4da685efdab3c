import { expect, it } from "vitest";
import { jsonParts } from "./json-parts.ts";

async function collect(value: unknown): Promise<string[]> {
  const parts: string[] = [];
  for await (const part of jsonParts(value)) parts.push(part);
  return parts;
}

it.each([
  [{ a: 1, b: [], c: {}, d: null, e: "x\n\u2028", f: [1, [2], { g: true }] }],
  [{ segments: Array.from({ length: 1201 }, (_, index) => ({ text: `No. ${index}`, words: [{ start: index }] })) }],
  [[]],
  [{}],
  ["text"],
])("writes what JSON.stringify writes", async (value) => {
  expect((await collect(value)).join("")).toBe(JSON.stringify(value));
});

it("leaves out what is not there, and rounds to thousandths", async () => {
  expect((await collect({ a: undefined, b: 1.00049, c: [{ d: 2.0006, e: undefined }] })).join("")).toBe(
    '{"b":1,"c":[{"d":2.001}]}',
  );
});

it("lets others have their turn while it writes a long list", async () => {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 0);
  await collect({ list: Array.from({ length: 50_000 }, (_, index) => ({ index })) });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(3);
});

it("begins a span with its place in time and its text", async () => {
  const segment = { confidence: 0.9, text: "Ask", end: 2, start: 1, words: [{ text: "Ask", end: 2, start: 1 }] };
  expect((await collect([segment])).join("")).toBe(
    '[{"start":1,"end":2,"text":"Ask","confidence":0.9,"words":[{"start":1,"end":2,"text":"Ask"}]}]',
  );
});
