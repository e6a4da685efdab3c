import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { nameOfOwn } from "./owned-file.ts";
import { sweepIncoming } from "./sweep-incoming.ts";

const folder = mkdtempSync(join(tmpdir(), "incoming-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const [machine, , session, ...rest] = nameOfOwn().split("-");
const nameOf = (owner: { machine?: string; pid?: number; session?: string }): string =>
  [owner.machine ?? machine, owner.pid ?? process.pid, owner.session ?? session, ...rest].join("-");

it("sweeps what processes of this machine have left, and of others only what nobody has touched for long", async () => {
  const gone = spawnSync(process.execPath, ["-e", ""], { env: {} }).pid;
  const names = {
    own: nameOfOwn(),
    ofGone: nameOf({ pid: gone, session: "0123abcd" }),
    ofEarlier: nameOf({ session: "0123abcd" }),
    ofLiving: nameOf({ pid: process.ppid, session: "0123abcd" }),
    ofOtherMachine: nameOf({ machine: "0123456789ab", pid: gone, session: "0123abcd" }),
    unknown: "notes",
  };
  for (const name of Object.values(names)) writeFileSync(join(folder, name), "half");
  const leftBy = async (untouchedMs?: number) => {
    await sweepIncoming(folder, untouchedMs === undefined ? {} : { untouchedMs });
    return readdirSync(folder).sort();
  };
  const { own, ofLiving, ofOtherMachine, unknown } = names;
  expect(await leftBy()).toEqual([own, ofLiving, ofOtherMachine, unknown].sort());
  await pause(50);
  expect(await leftBy(20)).toEqual([own]);
});

it("does not mind a folder that is not there", async () => {
  await sweepIncoming(join(folder, "missing"));
});
