import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SOON_MS } from "../../test/support/patience.ts";
import { processorSeconds } from "./processor-seconds.ts";

const off = process.platform === "linux" ? "" : " (skipped: told on Linux alone)";

describe.skipIf(off !== "")(`processorSeconds${off}`, () => {
  it("tells what this process has used, as the system counts it", async () => {
    for (const end = Date.now() + 300; Date.now() < end; );
    const { user, system } = process.cpuUsage();
    expect(await processorSeconds(process.pid)).toBeCloseTo((user + system) / 1e6, 0);
  });

  it("reads past a name with blanks and brackets", async () => {
    const folder = await mkdtemp(join(tmpdir(), "processor-"));
    const program = join(folder, "a) S 1 (b");
    await copyFile("/bin/sh", program);
    const child = spawn(program, ["-c", "while :; do :; done"]);
    try {
      await expect.poll(() => processorSeconds(child.pid ?? 0), { timeout: SOON_MS }).toBeGreaterThan(0.05);
      expect(await processorSeconds(child.pid ?? 0)).toBeLessThan(6);
    } finally {
      child.kill("SIGKILL");
      await once(child, "exit");
      await rm(folder, { recursive: true });
    }
  });

  it("tells nothing of one that has ended", async () => {
    const child = spawn("true");
    await once(child, "exit");
    expect(await processorSeconds(child.pid ?? 0)).toBe(0);
  });
});
