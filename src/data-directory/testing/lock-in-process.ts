/**
 * A process that takes locks when it is told to. Argument: the data directory. Says "ready", then reads lines: `lock` takes
 * the lock, `busy N` blocks for N ms, `release` gives it free, `end` lets go of the input. Each `lock` answers with a line
 * of JSON: `ms`, and the `failure` where it was refused.
 */
import { createInterface } from "node:readline";
import { Failure } from "../../domain/failure.ts";
import { type DataDirectoryLock, lockDataDirectory } from "../lock-data-directory.ts";

const [directory = ""] = process.argv.slice(2);
const say = (event: object) => process.stdout.write(`${JSON.stringify(event)}\n`);
let lock: DataDirectoryLock | null = null;

async function take(): Promise<void> {
  const start = performance.now();
  try {
    lock = await lockDataDirectory(directory);
    lock.announce(`http://127.0.0.1:${process.pid}`);
    say({ ms: performance.now() - start });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    say({ ms: performance.now() - start, failure: { code: error.code, detail: error.message } });
  }
}

function block(ms: number): void {
  say({ busy: ms });
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const lines = createInterface({ input: process.stdin });
lines.on("line", async (line) => {
  if (line === "lock") await take();
  if (line.startsWith("busy ")) block(Number(line.slice(5)));
  if (line === "release") await lock?.release().then(() => say({ released: true }));
  if (line === "end") process.stdin.destroy();
});
say({ ready: true });
