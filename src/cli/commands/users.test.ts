import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../run-command-line.ts";
import { playTerminal } from "../testing/play-terminal.ts";
import { usersCommand } from "./users.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scribewell-users-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function users(...words: string[]) {
  const { terminal, stdout, stderr } = playTerminal({ environment: { DATA_DIR: join(folder, "data") } });
  const code = await runCommandLine(["users", ...words], terminal);
  return { code, stdout: stdout(), stderr: stderr() };
}

it("is explained in lines of a terminal's width", () => {
  expect(usersCommand.help.split("\n").filter((line) => line.length > 90)).toEqual([]);
});

describe("users", () => {
  it("are invited, listed, changed and removed", async () => {
    expect(await users("list")).toMatchObject({ code: 0, stdout: "", stderr: expect.stringContaining("no users") });
    const invited = await users("invite", "Ada@example.org", "--role", "admin", "--tenant", "acme", "--json");
    const user = JSON.parse(invited.stdout) as { id: string };
    expect(user).toMatchObject({ email: "ada@example.org", role: "admin", tenant: "acme", name: null });
    expect((await users("list")).stdout).toMatch(
      new RegExp(`${user.id} +ada@example.org +acme +admin +invited +- +\\d{4}-`),
    );
    expect((await users("list", "--tenant", "local")).stdout).toBe("");
    // The last admin of a tenant, too: whoever has the database can always make a key.
    expect((await users("update", user.id, "--disable", "--role", "viewer", "--name", "Ada")).stdout).toMatch(
      /viewer +disabled +Ada/,
    );
    expect((await users("update", user.id, "--enable", "--name", "none")).stdout).toMatch(/viewer +invited +-/);
    expect(await users("remove", user.id)).toMatchObject({ code: 0, stderr: expect.stringContaining("is removed") });
    expect(await users("remove", user.id)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("[user-not-found]"),
    });
  });
});

it.each([
  [[], "invite"],
  [["invit", "x"], 'Did you mean "invite"?'],
  [["invite"], "Name one address"],
  [["invite", "ada"], "Name one address"],
  [["invite", "ada@example.org"], "Say what they may do"],
  [["invite", "ada@example.org", "--role", "owner"], 'no role "owner"'],
  [["invite", "ada@example.org", "--role", "viewer", "--tenant", "a b"], "--tenant is a word"],
  [["update", "x"], "Say what to change"],
  [["update", "x", "--enable", "--disable"], "Give one of"],
  [["remove"], "Name one user by its id"],
  [["list", "x"], "takes no name"],
])("tells wrong use of %j in one line", async (words, told) => {
  const { code, stderr } = await users(...words);
  expect([code, stderr.trim().split("\n").length]).toEqual([2, 1]);
  expect(stderr).toContain(told);
});
