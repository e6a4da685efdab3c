import { spawnSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, it } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { Failure } from "../../domain/failure.ts";
import { residentMemory } from "../../processes/resident-memory.ts";
import { startProgram } from "./program.ts";
import { type ProgramHost, programHost } from "./program-host.ts";
import { type LineQuestion, startLineProgram } from "./testing/line-program.ts";

type LineHost = ProgramHost<LineQuestion, string>;

const never = new AbortController().signal;
const hosts: LineHost[] = [];
afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));

function open(stallMs = 60_000, start = async () => startLineProgram()): LineHost {
  const host = programHost<LineQuestion, string>({ name: "test/lines", stallMs, start });
  hosts.push(host);
  return host;
}

/** Started by a shell, so that the group is more than one process. */
const shell = (script: string) => async () => startLineProgram("", { command: "/bin/sh", args: ["-c", script] });

async function runningPid(host: LineHost): Promise<number> {
  await host.ask("echo", never);
  return host.pids()[0] ?? 0;
}

it("starts no program before the first question, and one for all of them", async () => {
  const host = open();
  expect(host.pids()).toEqual([]);
  expect(await host.ask("echo", never)).toBe("echo");
  const pids = host.pids();
  expect(pids).toHaveLength(1);
  expect(await host.ask("grumble", never)).toBe("grumble");
  expect(host.pids()).toEqual(pids);
});

it("is warm before it is asked, when told so, and loaded when it says so", async () => {
  const host = open();
  host.warm();
  await host.load();
  const pids = host.pids();
  expect(pids).toHaveLength(1);
  await host.load();
  expect(await host.ask("echo", never)).toBe("echo");
  expect(host.pids()).toEqual(pids);
});

it("says that a model does not load, with the last complaint, and tries again the next time", async () => {
  let starts = 0;
  const host = open(60_000, async () => {
    starts++;
    return shell("echo 'error: file is damaged' >&2; echo bye >&2; exit 1")();
  });
  const refused = { code: "engine-unavailable", message: "test/lines could not be loaded: error: file is damaged" };
  await expect(host.ask("echo", never)).rejects.toMatchObject(refused);
  await expect(host.load()).rejects.toMatchObject(refused);
  expect(starts).toBe(2);
  expect(host.pids()).toEqual([]);
});

it("passes on what the start itself says", async () => {
  const why = new Failure("engine-unavailable", "there is no such library");
  const host = open(60_000, async () => ({ ...startLineProgram(), greet: () => Promise.reject(why) }));
  await expect(host.load()).rejects.toBe(why);
  expect(host.pids()).toEqual([]);
  const stillborn = open(60_000, () => Promise.reject(why));
  await expect(stillborn.load()).rejects.toBe(why);
  await stillborn.unload();
});

it.each([[true], [false]])("says that there is no such program (spoken to: %s)", async (readsInput) => {
  const host = open(60_000, async () => startLineProgram("", { command: "/nowhere/program", args: [], readsInput }));
  await expect(host.ask("echo", never)).rejects.toMatchObject({
    code: "engine-unavailable",
    message: expect.stringMatching(/^test\/lines could not be loaded: .*(ENOENT|not found)/),
  });
});

it("says that a program was killed while it loaded, and starts another", async () => {
  let starts = 0;
  const host = open(60_000, async () => (starts++ === 0 ? shell("kill -9 $$")() : startLineProgram()));
  await expect(host.ask("echo", never)).rejects.toMatchObject({ code: "engine-lost", retry: true });
  expect(await host.ask("echo", never)).toBe("echo");
});

it("takes a program that hangs while it loads for a lost one", async () => {
  const host = open(1_000, shell("sleep 1000"));
  await expect(host.load()).rejects.toMatchObject({ code: "engine-lost", message: expect.stringContaining("no sign") });
  expect(host.pids()).toEqual([]);
});

it.each([
  ["exit", "ended unexpectedly (3): error: out of paper"],
  ["crash", "ended unexpectedly (SIGKILL)"],
] as const)("says that a program was lost at work (%s), and starts another", async (what, how) => {
  const host = open();
  const first = await runningPid(host);
  await expect(host.ask(what, never)).rejects.toMatchObject({
    code: "engine-lost",
    message: `The engine process of test/lines ${how}`,
  });
  expect(await runningPid(host)).not.toBe(first);
});

it("notices that a program has ended between two questions", async () => {
  const host = open();
  const pid = await runningPid(host);
  process.kill(pid, "SIGKILL");
  await expect.poll(() => host.pids()).toEqual([]);
  expect(await host.ask("echo", never)).toBe("echo");
});

it("ends a program that was stopped, and all of its group", async () => {
  const host = open(1_500, shell("sleep 1000 & echo $!; while read line; do echo $line; done"));
  const pid = await runningPid(host);
  const others: number[] = [];
  const { stdout } = spawnSync("ps", ["-e", "-o", "pid=,pgid="], { encoding: "utf8" });
  for (const [, own, group] of stdout.matchAll(/(\d+) +(\d+)/g)) if (Number(group) === pid) others.push(Number(own));
  expect(others).toHaveLength(2);
  process.kill(pid, "SIGSTOP");
  const begun = performance.now();
  await expect(host.ask("echo", never)).rejects.toMatchObject({ code: "engine-lost" });
  expect(performance.now() - begun).toBeLessThan(SOON_MS);
  await expect.poll(() => residentMemory(others), { timeout: SOON_MS }).toBe(0);
});

it("ends a program that neither answers nor computes", async () => {
  const host = open(1_000);
  await host.load();
  await expect(host.ask("hang", never)).rejects.toMatchObject({ code: "engine-lost", retry: true });
  expect(host.pids()).toEqual([]);
});

const title = "lets a silent program that computes go on for longer than the stall limit";
const isLinux = process.platform === "linux";
it.skipIf(!isLinux)(isLinux ? title : `${title} (skipped: processor time is told on Linux alone)`, async () => {
  const host = open(600);
  await host.load();
  expect(await host.ask("think", never)).toBe("think");
});

it("kills the program at an abort, and starts another for the next question", async () => {
  const host = open();
  const pid = await runningPid(host);
  const stop = new AbortController();
  const answer = host.ask("think", stop.signal);
  setTimeout(() => stop.abort(new Error("enough")), 200);
  const begun = performance.now();
  await expect(answer).rejects.toThrow("enough");
  expect(performance.now() - begun).toBeLessThan(SOON_MS);
  expect(await residentMemory([pid])).toBe(0);
  expect(await host.ask("echo", never)).toBe("echo");
  await expect(host.ask("echo", stop.signal)).rejects.toThrow("enough");
});

it("leaves a program that is being loaded to the next question when this one is aborted", async () => {
  const host = open(60_000, async () => {
    await pause(300);
    return startLineProgram();
  });
  const stop = new AbortController();
  const answer = host.ask("echo", stop.signal);
  stop.abort(new Error("enough"));
  await expect(answer).rejects.toThrow("enough");
  await expect.poll(() => host.pids().length).toBe(1);
  const pids = host.pids();
  expect(await host.ask("echo", never)).toBe("echo");
  expect(host.pids()).toEqual(pids);
});

it("gives its memory back when it is unloaded, and starts another for the next question", async () => {
  const host = open();
  const pid = await runningPid(host);
  await host.unload();
  expect(host.pids()).toEqual([]);
  expect(await residentMemory([pid])).toBe(0);
  expect(await runningPid(host)).not.toBe(pid);
});

it.each(["unload", "close"] as const)("%ss one that is being started without waiting for its model", async (how) => {
  const pids: number[] = [];
  const host = open(60_000, async () => {
    await pause(200);
    const started = startLineProgram("setTimeout(() => console.log('ready'), 30000)");
    pids.push(started.program.pid ?? 0);
    return started;
  });
  host.warm();
  const begun = performance.now();
  await host[how]();
  expect(performance.now() - begun).toBeLessThan(SOON_MS);
  expect(pids).toHaveLength(1);
  expect(await residentMemory(pids)).toBe(0);
});

it("is gone after close, which may be called twice", async () => {
  const host = open();
  const pid = await runningPid(host);
  await host.close();
  await host.close();
  expect(await residentMemory([pid])).toBe(0);
  await expect(host.ask("echo", never)).rejects.toMatchObject({ code: "engine-failed" });
});

it("keeps no answer of a program that goes on", async () => {
  const program = startProgram({ command: "/bin/sh", args: ["-c", "sleep 1000"] });
  let gone = 0;
  const registry = new FinalizationRegistry(() => void gone++);
  const ask = async () => {
    const answer = { large: new Uint8Array(1_000) };
    registry.register(answer, undefined);
    return answer;
  };
  const host = programHost<undefined, object>({
    name: "test/large",
    stallMs: 60_000,
    start: async () => ({ program, greet: async () => {}, ask }),
  });
  for (let turn = 0; turn < 40; turn++) await host.ask(undefined, never);
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const collected = () => {
    collect();
    return gone;
  };
  await expect.poll(collected, { timeout: 10_000 }).toBeGreaterThan(30);
  await host.close();
});
