import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { missingPostgres } from "../support/find-postgres.ts";
import { missing } from "../support/speech.ts";

// A short run of bench/cluster/chaos.ts: five processes, killed and stopped, and the database with them.

const skip = missingPostgres ?? missing("SPEECH_DIR", "MODELS_MIRROR");
const PROGRAM = fileURLToPath(new URL("../../bench/cluster/chaos.ts", import.meta.url));

describe.skipIf(skip !== undefined)(`chaos${skip ? ` (skipped: ${skip})` : ""}`, { timeout: 600_000 }, () => {
  it("loses nothing, and does nothing twice", async () => {
    const words = ["--import", "tsx", PROGRAM, "--seed", "1", "--queue", "pg", "--jobs", "60", "--real", "3"];
    const env = { ...process.env, NODE_OPTIONS: "" };
    // What it has found is told by its last lines, and by its exit code.
    const { stdout, stderr } = await promisify(execFile)(process.execPath, words, { env }).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
    console.log(stdout, stderr.slice(-4_000));
    expect(stdout).toMatch(/^\d+ passed, 0 failed$/m);
  });
});
