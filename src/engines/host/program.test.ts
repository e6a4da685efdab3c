import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { residentMemory } from "../../processes/resident-memory.ts";
import { type Program, type ProgramOptions, startProgram } from "./program.ts";
import { LIMITS_MEMORY } from "./program-under.ts";

const PARENT = fileURLToPath(new URL("./testing/start-and-wait.ts", import.meta.url));
const programs: Program[] = [];
afterEach(() => Promise.all(programs.splice(0).map((program) => program.kill())));

function start(options: ProgramOptions): Program {
  const program = startProgram(options);
  programs.push(program);
  return program;
}

const shell = (script: string, options: Partial<ProgramOptions> = {}) =>
  start({ command: "/bin/sh", args: ["-c", script], ...options });

const isThere = async (pid: number): Promise<boolean> => (await residentMemory([pid])) > 0;

async function everythingFrom({ output }: Program): Promise<string> {
  let said = "";
  for await (const part of output) said += part;
  return said;
}

it.each([
  ["one that reads no input", { command: "/bin/sh", args: ["-c", "sleep 1000 & echo $!; wait"] }],
  ["one under a limit", { command: "/bin/sh", args: ["-c", "sleep 1000 & echo $!; wait"], memoryMb: 500 }],
  ["one that reads its input", { command: "/bin/sh", args: ["-c", "echo 0; cat"], readsInput: true }],
  ["both", { command: "/bin/sh", args: ["-c", "echo 0; cat"], readsInput: true, memoryMb: 500 }],
  ["one that was stopped", { command: "/bin/sh", args: ["-c", "echo 0; kill -STOP $$"] }],
] satisfies [string, ProgramOptions][])("leaves nothing when this process is killed: %s", async (_which, options) => {
  const parent = spawn(process.execPath, [PARENT, JSON.stringify(options)]);
  const [line] = await once(parent.stdout, "data");
  const pids = String(line).trim().split(" ").map(Number).filter(Boolean);
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) expect(await isThere(pid)).toBe(true);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  await expect.poll(() => residentMemory(pids), { timeout: SOON_MS }).toBe(0);
});

it("is the program itself, whatever stands between", async () => {
  for (const options of [{}, { memoryMb: 500 }, { readsInput: true }, { readsInput: true, memoryMb: 500 }]) {
    const program = shell("echo $$", options);
    expect(await everythingFrom(program)).toBe(`${program.pid}\n`);
    expect(await program.ended).toBe(0);
    expect(program.isAlive).toBe(false);
  }
});

it("ends what the program has started when it ends, by itself or by force", async () => {
  for (const readsInput of [false, true]) {
    const left = shell("sleep 1000 & echo $!", { readsInput });
    const [pid] = await once(left.output, "data");
    await left.ended;
    await expect.poll(() => isThere(Number(pid)), { timeout: SOON_MS }).toBe(false);
  }
  const killed = shell("sleep 1000 & echo $!; wait");
  const [other] = await once(killed.output, "data");
  await killed.kill();
  await killed.kill();
  expect(await killed.ended).toBe("SIGKILL");
  expect(killed.end.reason).toBe("SIGKILL");
  await expect.poll(() => isThere(Number(other)), { timeout: SOON_MS }).toBe(false);
});

it("is spoken to, or is not, as it was asked for", async () => {
  const cat = start({ command: "cat", args: [], readsInput: true });
  cat.input?.end("hello");
  expect(await everythingFrom(cat)).toBe("hello");
  const deaf = start({ command: "cat", args: [] });
  expect(deaf.input).toBeUndefined();
  expect(await everythingFrom(deaf)).toBe("");
});

it("keeps the end of what was complained about, and how it ended", async () => {
  const program = shell("for i in $(seq 2000); do echo line $i >&2; done; exit 7");
  expect(await program.ended).toBe(7);
  expect(program.said()).toMatch(/line 1999\nline 2000\n$/);
  expect(program.said().length).toBeLessThan(9_000);
});

it("says that there is no such program", async () => {
  const spoken = start({ command: "/nowhere/program", args: [], readsInput: true });
  expect(await spoken.ended).toBe("ENOENT");
  expect(spoken.isAlive).toBe(false);
  const watched = start({ command: "/nowhere/program", args: [] });
  expect(await watched.ended).toBe(127);
  expect(watched.said()).toContain("not found");
});

it("hands on what it is given, and no setting or secret of ours", async () => {
  const program = shell("env", { environment: { OWN_SETTING: "yes" } });
  const names = (await everythingFrom(program)).split("\n").map((line) => line.split("=")[0]);
  expect(names).toContain("OWN_SETTING");
  expect(names).not.toContain("HOME");
});

const title = "keeps a program within its limit, and within a lower one that holds already";
it.skipIf(!LIMITS_MEMORY)(LIMITS_MEMORY ? title : `${title} (skipped: limits hold on Linux alone)`, async () => {
  for (const readsInput of [false, true]) {
    expect(await everythingFrom(shell("ulimit -d", { readsInput, memoryMb: 1_024 }))).toBe("1000000\n");
    const nested = `ulimit -d 500000; ${process.execPath} --import tsx -e '${NESTED(readsInput)}'`;
    const { input, output } = shell(nested, { environment: { NODE_OPTIONS: "" }, readsInput: true });
    const [line] = await once(output, "data");
    expect(String(line)).toBe("500000\n");
    input?.end();
  }
});

/** Starts a program under a limit from one that is under a lower limit. */
const NESTED = (readsInput: boolean): string => `
  import("${new URL("./program.ts", import.meta.url).href}").then(({ startProgram }) => {
    const args = ["-c", "ulimit -d"];
    startProgram({ command: "/bin/sh", args, memoryMb: 2000, readsInput: ${readsInput} }).output.pipe(process.stdout);
  });`;
