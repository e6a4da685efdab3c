import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { residentMemory } from "./resident-memory.ts";

it("tells what processes hold together", async () => {
  const child = spawn("sleep", ["1000"]);
  const { pid = 0 } = child;
  const own = await residentMemory([process.pid]);
  expect(own / process.memoryUsage.rss()).toBeGreaterThan(0.7);
  expect(own / process.memoryUsage.rss()).toBeLessThan(1.3);
  const other = await residentMemory([pid]);
  expect(other).toBeGreaterThan(100_000);
  expect(other).toBeLessThan(20_000_000);
  expect(await residentMemory([process.pid, pid])).toBeGreaterThan(own * 0.9 + other);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await residentMemory([pid])).toBe(0);
  expect(await residentMemory([])).toBe(0);
});
