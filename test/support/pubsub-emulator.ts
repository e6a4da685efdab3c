import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { listens } from "./redis-server.ts";

const PLACES = ["/usr/lib/google-cloud-sdk", "/opt/google-cloud-sdk", join(process.env.HOME ?? "", "google-cloud-sdk")];
const program = PLACES.map((place) => join(place, "platform/pubsub-emulator/bin/cloud-pubsub-emulator")).find((path) =>
  existsSync(path),
);

/** Null where it can be started; else why tests of it are skipped. */
export const noPubsubEmulator: string | null = program ? null : "no Pub/Sub emulator on this machine";

/** Starts Google's own; what is in it is in memory. */
export async function startPubsubEmulator(): Promise<{ readonly port: number; close(): Promise<void> }> {
  if (!program) throw new Error(noPubsubEmulator ?? "");
  const directory = mkdtempSync(join(tmpdir(), "pubsub-"));
  const port = await freePort();
  const settings = ["--host=127.0.0.1", `--port=${port}`];
  // A group of its own: the program is a script that starts a Java process.
  const child = spawn(program, settings, { cwd: directory, detached: true, stdio: "ignore" });
  await listens(port, 60_000);
  return {
    port,
    async close() {
      if (child.pid && child.exitCode === null) {
        process.kill(-child.pid, "SIGKILL");
        await once(child, "exit");
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
