import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lockDataDirectory } from "../../data-directory/lock-data-directory.ts";
import { runCommandLine } from "../run-command-line.ts";
import { playTerminal } from "../testing/play-terminal.ts";
import { keysCommand } from "./keys.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scribewell-keys-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function keys(...words: string[]) {
  const { terminal, stdout, stderr } = playTerminal({ environment: { DATA_DIR: join(folder, "data") } });
  const code = await runCommandLine(["keys", ...words], terminal);
  return { code, stdout: stdout(), stderr: stderr() };
}

const KEY = /^sw_([0-9a-f]{16})_[\w-]{43}\n$/;
const idOf = (stdout: string): string => KEY.exec(stdout)?.[1] ?? "";

it("is explained in lines of a terminal's width", () => {
  expect(keysCommand.help.split("\n").filter((line) => line.length > 90)).toEqual([]);
});

describe("keys", () => {
  it("are made, and shown once, alone on standard output", async () => {
    const { code, stdout, stderr } = await keys("create", "web-app", "--scopes", "read,erase", "--open-jobs", "3");
    expect([code, stderr]).toEqual([0, expect.stringMatching(/may read, erase\. It is not shown again/)]);
    expect(stdout).toMatch(KEY);
    const listed = await keys("list");
    expect(listed.stdout).toMatch(new RegExp(`${idOf(stdout)} +web-app +local +active +read,erase +\\d{4}-`));
    expect(listed.stdout).not.toContain(stdout.trim());
  });

  it("are changed, one thing at a time", async () => {
    const id = idOf(
      (await keys("create", "x", "--tenant", "acme", "--minutes-per-month", "60", "--open-jobs", "3")).stdout,
    );
    const changed = await keys("update", id, "--open-jobs", "none", "--expires", "2099-01-31", "--json");
    expect(JSON.parse(changed.stdout)).toMatchObject({
      id,
      tenant: "acme",
      name: "x",
      expiresAt: "2099-01-31T00:00:00.000Z",
      limits: { openJobs: null, minutesPerMonth: 60 },
    });
  });

  it("are given another secret, and ended", async () => {
    const first = (await keys("create", "y")).stdout;
    const second = (await keys("rotate", idOf(first), "--grace", "0")).stdout;
    expect([second === first, idOf(second)]).toEqual([false, idOf(first)]);
    expect((await keys("revoke", idOf(first))).stdout).toContain("revoked");
    expect(await keys("revoke", idOf(first))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("[key-not-found]"),
    });
  });

  it("are not touched while a service runs on the database", async () => {
    const lock = await lockDataDirectory(join(folder, "data"));
    const refused = await keys("list");
    await lock.release();
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("[data-directory-in-use]") });
  });
});

it.each([
  [[], "create, list, update, rotate, revoke"],
  [["creat", "x"], 'Did you mean "create"?'],
  [["create"], "Say what the key is for"],
  [["create", "x", "--scopes", "all"], 'no scope "all"'],
  [["create", "x", "--open-jobs", "many"], "--open-jobs is a whole number"],
  [["create", "x", "--expires", "soon"], "--expires is a day"],
  [["create", "x", "--origins", "app.example.org"], "is no origin"],
  [["create", "x", "--tenant", "a b"], "--tenant is a word"],
  [["update", "0123456789abcdef"], "Say what to change"],
  [["rotate"], "Name one key by its id"],
])("tells wrong use of %j in one line", async (words, told) => {
  const { code, stdout, stderr } = await keys(...words);
  expect([code, stdout, stderr.trim().split("\n").length]).toEqual([2, "", 1]);
  expect(stderr).toContain(told);
});
