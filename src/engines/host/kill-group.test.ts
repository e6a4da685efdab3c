import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { residentMemory } from "../../processes/resident-memory.ts";
import { killGroup } from "./kill-group.ts";

it("kills a program and all that it has started, and does no harm twice", async () => {
  const child = spawn("/bin/sh", ["-c", "sleep 1000 & echo $!; wait"], { detached: true });
  const [other] = await once(child.stdout, "data");
  expect(await residentMemory([Number(other)])).toBeGreaterThan(0);
  killGroup(child);
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
  await expect.poll(() => residentMemory([Number(other)])).toBe(0);
  killGroup(child);
});

it("does no harm to a program that never started", async () => {
  const child = spawn("/nowhere/program", { detached: true });
  await once(child, "error");
  killGroup(child);
});
