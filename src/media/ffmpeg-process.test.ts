import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { type FfmpegProcess, startFfmpeg } from "./ffmpeg-process.ts";

// Stands for ffmpeg: a shell that does what the test says.
function start(
  script: string,
  { signal = new AbortController().signal, stallMs = 5_000, lines = [] as string[] } = {},
) {
  const shell = { file: "/bin/sh", leadingArgs: ["-c", script], description: "sh" };
  return startFfmpeg(shell, [], { signal, stallMs, onLine: (line) => lines.push(line) });
}

async function textOf(run: FfmpegProcess): Promise<string> {
  let text = "";
  for await (const chunk of run.output) text += chunk.toString();
  return text;
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it("gives output, lines and the ending", async () => {
  const lines: string[] = [];
  const run = start("echo out; echo one >&2; echo two >&2", { lines });
  expect(await textOf(run)).toBe("out\n");
  expect(await run.ended).toEqual({ ok: true, stalled: false });
  expect(lines).toEqual(["one", "two"]);
});

it("tells of a bad exit and of a crash", async () => {
  for (const script of ["exit 3", "kill -SEGV $$"]) {
    const run = start(script);
    await textOf(run);
    expect(await run.ended).toEqual({ ok: false, stalled: false });
  }
});

it("kills what gives nothing for too long", async () => {
  const run = start("echo some; exec sleep 60", { stallMs: 300 });
  expect(await textOf(run)).toBe("some\n");
  expect(await run.ended).toEqual({ ok: false, stalled: true });
});

it("does not take a slow reader for a stall", async () => {
  const run = start("head -c 3000000 /dev/zero", { stallMs: 300 });
  let bytes = 0;
  for await (const chunk of run.output) {
    if (bytes === 0) await pause(900);
    bytes += chunk.length;
  }
  expect(bytes).toBe(3_000_000);
  expect(await run.ended).toEqual({ ok: true, stalled: false });
});

it("does not take its own process being busy for a stall", async () => {
  const run = start("sleep 0.1; echo late", { stallMs: 300 });
  const reading = textOf(run);
  await pause(50);
  // From here the loop comes to its timers before it comes to what waits in the pipe.
  await new Promise((resolve) => setImmediate(resolve));
  const busyUntil = Date.now() + 800;
  while (Date.now() < busyUntil);
  expect(await reading).toBe("late\n");
  expect(await run.ended).toEqual({ ok: true, stalled: false });
});

it("ends at once with the signal, and when it is stopped", async () => {
  const controller = new AbortController();
  const lines: string[] = [];
  const run = start("echo $$ >&2; exec sleep 60", { signal: controller.signal, lines });
  const reading = textOf(run);
  await expect.poll(() => lines.length).toBe(1);
  controller.abort();
  await reading;
  expect(await run.ended).toEqual({ ok: false, stalled: false });
  expect(isAlive(Number(lines[0]))).toBe(false);

  const other = start("echo $$ >&2; exec yes", { lines });
  await expect.poll(() => lines.length).toBe(2);
  await other.stop();
  await other.stop();
  expect(isAlive(Number(lines[1]))).toBe(false);
});

it("passes none of the settings of the service on", async () => {
  process.env.SECRET_FOR_TEST = "x";
  expect(await textOf(start("env"))).not.toContain("SECRET_FOR_TEST");
});

it("says that the decoder is not there when it cannot be started", async () => {
  const signal = new AbortController().signal;
  const run = startFfmpeg({ file: "/no/such", leadingArgs: [], description: "" }, [], {
    signal,
    stallMs: 1_000,
    onLine() {},
  });
  expect(await textOf(run)).toBe("");
  await expect(run.ended).rejects.toMatchObject({ code: "decoder-unavailable" });
  await run.stop();
});
