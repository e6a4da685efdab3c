import { expect, it } from "vitest";
import { compareSpeeds } from "./compare-speeds.ts";
import { summariseSpeeds } from "./speed-summary.ts";
import { speedTable } from "./speed-table.ts";
import type { System } from "./system.ts";

const signal = new AbortController().signal;

/** A system that takes the given seconds, round after round, and notes when it ran. */
function played(name: string, seconds: number[], order: string[], recordingSeconds?: number): System {
  const left = [...seconds];
  return {
    name,
    async run() {
      order.push(name);
      const taken = { seconds: left.shift() ?? 0, processorSeconds: recordingSeconds ? 4 : null, peakBytes: 5e8 };
      return { text: "one too three", ...taken, ...(recordingSeconds !== undefined && { recordingSeconds }) };
    },
  };
}

it("runs the systems in turn, and holds each against the first of the same round", async () => {
  const order: string[] = [];
  const told: string[] = [];
  const runs = await compareSpeeds({
    systems: [played("ours", [1, 4, 2], order, 60), played("theirs", [3, 4, 5], order)],
    files: [{ path: "talk.wav", truth: "one two three four" }],
    rounds: 3,
    language: "en",
    onRun: ({ system, round }) => told.push(`${round} ${system}`),
    signal,
  });
  expect(order).toEqual(["ours", "theirs", "ours", "theirs", "ours", "theirs"]);
  expect(told).toEqual(["1 ours", "1 theirs", "2 ours", "2 theirs", "3 ours", "3 theirs"]);
  const [file] = summariseSpeeds(runs);
  expect(file && speedTable(file)).toBe(`\
| talk.wav |  time | × real time | processor | words wrong | largest process |      × the first |
|----------|------:|------------:|----------:|------------:|----------------:|-----------------:|
| ours     | 2.0 s |        30.0 |     4.0 s |     50.00 % |          500 MB | 1.00 (1.00–1.00) |
| theirs   | 4.0 s |        15.0 |         – |     50.00 % |          500 MB | 2.50 (1.00–3.00) |`);
});

it("counts no words without a truth", async () => {
  const files = [{ path: "talk.wav" }];
  const systems = [played("ours", [1], [])];
  const runs = await compareSpeeds({ systems, files, rounds: 1, language: "en", onRun: () => {}, signal });
  expect(summariseSpeeds(runs)).toMatchObject([
    { recordingSeconds: null, systems: [{ timesRealTime: null, processorSeconds: null, wordErrorRate: null }] },
  ]);
});
