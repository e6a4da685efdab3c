import { afterEach, expect, it } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { type Host, modelHost } from "./host.ts";
import type { ClockworkInput } from "./testing/clockwork-model.ts";

const MODULE = new URL("./testing/clockwork-model.ts", import.meta.url).href;
const never = new AbortController().signal;
const hosts: Host<ClockworkInput, number>[] = [];

function open(settings: object = {}, stallMs = 60_000): Host<ClockworkInput, number> {
  const host = modelHost<ClockworkInput, number>({ name: "test/clockwork", module: MODULE, settings, stallMs });
  hosts.push(host);
  return host;
}

afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));

async function all(events: AsyncIterable<number>): Promise<number[]> {
  const got: number[] = [];
  for await (const event of events) got.push(event);
  return got;
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function runningPid(host: Host<ClockworkInput, number>): Promise<number> {
  await all(host.ask({ do: "count", to: 1 }, never));
  return host.pid ?? 0;
}

it("starts no process before the first question, and answers in order", async () => {
  const host = open();
  expect(host.pid).toBeUndefined();
  const answers = await Promise.all([3, 2].map((to) => all(host.ask({ do: "count", to }, never))));
  expect(answers).toEqual([
    [1, 2, 3],
    [1, 2],
  ]);
});

it("is warm before it is asked, when told so", async () => {
  const host = open();
  host.warm();
  const pid = host.pid;
  expect(isAlive(pid)).toBe(true);
  expect(await runningPid(host)).toBe(pid);
});

it("passes on what the model says of its failure, in one line, and lives on", async () => {
  const host = open();
  await expect(all(host.ask({ do: "fail" }, never))).rejects.toMatchObject({ code: "engine-failed", retry: false });
  const pid = host.pid;
  expect(await all(host.ask({ do: "count", to: 1 }, never))).toEqual([1]);
  expect(host.pid).toBe(pid);
});

it("says that a model does not load, and tries again the next time", async () => {
  const host = open({ refuse: true });
  for (let turn = 0; turn < 2; turn++) {
    await expect(all(host.ask({ do: "count", to: 1 }, never))).rejects.toMatchObject({
      code: "engine-unavailable",
      message: "test/clockwork could not be loaded: the file is damaged",
    });
  }
});

it("tells every asker when the process dies, and starts another", async () => {
  const host = open();
  const first = await runningPid(host);
  const lost = ["crash", "fail"] as const;
  const answers = await Promise.allSettled(lost.map((what) => all(host.ask({ do: what }, never))));
  expect(answers.map((answer) => answer.status === "rejected" && answer.reason.code)).toEqual([
    "engine-lost",
    "engine-lost",
  ]);
  expect(await runningPid(host)).not.toBe(first);
});

it("ends a process that computes nothing", async () => {
  const host = open({}, 2_000);
  const pid = await runningPid(host);
  const begun = performance.now();
  await expect(all(host.ask({ do: "hang" }, never))).rejects.toMatchObject({ code: "engine-lost", retry: true });
  expect(performance.now() - begun).toBeLessThan(SOON_MS);
  expect(isAlive(pid)).toBe(false);
});

it("ends a process that was stopped", async () => {
  const host = open({}, 3_000);
  const pid = await runningPid(host);
  const answer = all(host.ask({ do: "work", ms: 20_000 }, never));
  process.kill(pid, "SIGSTOP");
  await expect(answer).rejects.toMatchObject({ code: "engine-lost" });
  expect(isAlive(pid)).toBe(false);
});

it("lets slow work go on for longer than the stall limit as long as it computes", async () => {
  const host = open({}, 2_000);
  const [pid] = await all(host.ask({ do: "work", ms: 5_000 }, never));
  expect(pid).toBe(host.pid);
});

it("keeps the process when work stops by the signal, kills it when it does not", async () => {
  const host = open();
  const pid = await runningPid(host);
  for (const input of [{ do: "work", ms: 60_000 }, { do: "ignore-the-signal" }] as const) {
    const controller = new AbortController();
    const answer = all(host.ask(input, controller.signal));
    setTimeout(() => controller.abort(new Error("enough")), 200);
    await expect(answer).rejects.toThrow("enough");
  }
  await expect.poll(() => isAlive(pid), { timeout: SOON_MS }).toBe(false);
});

it("leaves the question that is being answered alone when one that waits is cancelled", async () => {
  const host = open();
  const pid = await runningPid(host);
  const first = all(host.ask({ do: "work", ms: 3_000 }, never));
  const controller = new AbortController();
  const second = all(host.ask({ do: "work", ms: 60_000 }, controller.signal));
  setTimeout(() => controller.abort(new Error("enough")), 300);
  await expect(second).rejects.toThrow("enough");
  expect(await first).toEqual([pid]);
});

it("lets no new question run into the end of one that does not stop", async () => {
  const host = open();
  await runningPid(host);
  const controller = new AbortController();
  const stubborn = all(host.ask({ do: "ignore-the-signal" }, controller.signal));
  setTimeout(() => controller.abort(new Error("enough")), 200);
  await expect(stubborn).rejects.toThrow("enough");
  expect(await all(host.ask({ do: "count", to: 2 }, never))).toEqual([1, 2]);
});

it("says that a process cannot be started", async () => {
  const { execPath } = process;
  process.execPath = "/nowhere/node";
  try {
    await expect(all(open().ask({ do: "count", to: 1 }, never))).rejects.toMatchObject({
      code: "engine-lost",
      message: "The engine process of test/clockwork could not be started (ENOENT)",
    });
  } finally {
    process.execPath = execPath;
  }
});

it("stops work whose reader has left", async () => {
  const host = open();
  for await (const one of host.ask({ do: "count", to: 100 }, never)) if (one === 2) break;
  expect(await all(host.ask({ do: "count", to: 2 }, never))).toEqual([1, 2]);
});

it("is gone after close, which may be called twice", async () => {
  const host = open();
  const pid = await runningPid(host);
  await host.close();
  await host.close();
  expect(isAlive(pid)).toBe(false);
  await expect(all(host.ask({ do: "count", to: 1 }, never))).rejects.toMatchObject({ code: "engine-failed" });
});
