import { expect, it } from "vitest";
import { createDecoder } from "./decoder.ts";
import type { DecoderGraph } from "./decoder-graph.ts";
import type { WhisperFacts } from "./model-facts.ts";

const END = 9;
const facts = {
  endToken: END,
  startToken: 1,
  noSpeechToken: 8,
  alignmentHeads: [[0, 0]],
  suppressed: [],
  suppressedAtBegin: [],
} as unknown as WhisperFacts; // what decoding asks for

/** A graph whose windows say their own tokens, one after another, then the end. Every row tells which window it is of. */
function scriptedGraph(scripts: readonly (readonly number[])[]) {
  const sizes: number[] = [];
  const graph: DecoderGraph = {
    open() {
      let rows = scripts.map((script) => ({ script, at: 0 }));
      return {
        async step() {
          sizes.push(rows.length);
          const next = rows.map(({ script, at }) => script[at] ?? END);
          const seen = rows.map(({ script }) => script[0] ?? 0);
          rows = rows.map(({ script, at }) => ({ script, at: at + 1 }));
          return {
            best: (row) => ({ token: next[row] ?? 0, logProbability: -0.1 }),
            logits: () => new Float32Array(10),
            attention: (row) => [Float32Array.of(seen[row] ?? 0)],
          };
        },
        select(chosen) {
          rows = chosen.flatMap((row) => rows[row] ?? []);
        },
      };
    },
  };
  return { graph, sizes };
}

const rows = (count: number) =>
  Array.from({ length: count }, () => ({ encoded: {}, prompt: [1], frames: 1, maxTokens: 50, random: Math.random }));

it("goes on without the rows that have ended, and gives each window its own text", async () => {
  const scripts = [[2], [3, 3, 3, 3, 3], [4, 4], [5, 5, 5]];
  const { graph, sizes } = scriptedGraph(scripts);
  const decoded = await createDecoder(graph, facts).decode(rows(4), 0, async () => {});
  expect(decoded.map(({ samples }) => samples.map(({ token }) => token))).toEqual(scripts);
  expect(sizes).toEqual([4, 4, 3, 2, 1, 1]);
  // The end is looked at too.
  expect(decoded.map(({ attention }) => attention[0]?.map((looked) => looked[0]))).toEqual(
    scripts.map((script) => [...script, script[0]]),
  );
});

it("keeps a batch together as long as nearly all of it goes on", async () => {
  const { graph, sizes } = scriptedGraph([[2], [3, 3, 3], [4, 4, 4], [5, 5, 5], [6, 6, 6]]);
  await createDecoder(graph, facts).decode(rows(5), 0, async () => {});
  expect(sizes).toEqual([5, 5, 5, 5]);
});
