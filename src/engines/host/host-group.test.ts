import { afterEach, expect, it } from "vitest";
import { type HostGroup, hostGroup } from "./host-group.ts";
import type { ClockworkInput } from "./testing/clockwork-model.ts";

const MODULE = new URL("./testing/clockwork-model.ts", import.meta.url).href;
const never = new AbortController().signal;
let group: HostGroup<ClockworkInput, number> | undefined;

afterEach(async () => group?.close());

function open(count: number): HostGroup<ClockworkInput, number> {
  group = hostGroup({ name: "test/clockwork", module: MODULE, settings: {}, stallMs: 60_000 }, count);
  return group;
}

/** The process that worked on a question. */
async function workerOf(asked: HostGroup<ClockworkInput, number>, ms: number, weight = 1): Promise<number | undefined> {
  let pid: number | undefined;
  for await (const event of asked.ask({ do: "work", ms }, never, { weight })) pid = event;
  return pid;
}

it("asks the process that runs as long as it is idle", async () => {
  const asked = open(2);
  const first = await workerOf(asked, 10);
  expect([await workerOf(asked, 10), await workerOf(asked, 10)]).toEqual([first, first]);
});

it("works on as many questions at once as there are processes", async () => {
  const asked = open(2);
  const [one, other] = await Promise.all([workerOf(asked, 300), workerOf(asked, 300)]);
  expect(one).not.toBe(other);
});

it("gives the next question to the process with the least to do, then to the one that has done least", async () => {
  const asked = open(2);
  asked.warm(2);
  const long = workerOf(asked, 600, 8);
  const short = await workerOf(asked, 50, 1);
  expect(await workerOf(asked, 50, 1)).toBe(short);
  expect(await long).not.toBe(short);
  expect(await workerOf(asked, 10, 1)).toBe(short);
});
