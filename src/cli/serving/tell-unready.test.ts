import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { startScribewell } from "../testing/run-scribewell.ts";

it("logs at the start that the queue of the settings does not answer", async () => {
  const folder = await mkdtemp(join(tmpdir(), "unready-"));
  const nobody = "redis://127.0.0.1:1";
  const environment = { ...process.env, DATA_DIR: folder, MODELS_DIR: folder, QUEUE_URL: nobody };
  const child = startScribewell(["serve", "--port", "0"], environment);
  const gone = once(child, "exit");
  try {
    const warnings: unknown[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const logged = JSON.parse(line);
      if (logged.level === "warn") warnings.push([logged.check, logged.msg]);
      if (logged.check === "queue") break;
    }
    expect(warnings).toEqual([["queue", expect.stringMatching(/^The queue does not answer\. /)]]);
  } finally {
    child.kill("SIGKILL");
    await gone;
    await rm(folder, { recursive: true, force: true });
  }
});
