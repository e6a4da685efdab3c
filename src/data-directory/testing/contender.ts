import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("lock-in-process.ts", import.meta.url));

/** What came of one attempt to lock, and how long it took. */
export interface Attempt {
  readonly ms: number;
  readonly failure?: { readonly code: string; readonly detail: string };
}

/** Another process that wants the data directory. It is ready to lock when this returns. */
export interface Contender {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly url: string;
  /** Tells it to lock, and says what came of it; null when it ended before that. */
  lock(): Promise<Attempt | null>;
  /** Tells it something that it answers with a line. */
  tell(line: string): Promise<void>;
  /** Tells it something without an answer. */
  send(line: string): void;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
}

export async function contender(directory: string, options: { cwd?: string } = {}): Promise<Contender> {
  const child = spawn(process.execPath, [SCRIPT, directory], { stdio: ["pipe", "pipe", "inherit"], ...options });
  const ended = once(child, "close");
  const lines = createInterface({ input: child.stdout });
  const nextLine = () => Promise.race([once(lines, "line").then(([line]) => String(line)), ended.then(() => null)]);
  const send = (line: string) => child.stdin.write(`${line}\n`);
  // A process that is killed may leave a line unread.
  child.stdin.on("error", () => undefined);
  await nextLine();
  const pid = child.pid ?? 0;
  return {
    child,
    pid,
    url: `http://127.0.0.1:${pid}`,
    async lock() {
      const answer = nextLine();
      send("lock");
      const line = await answer;
      return line === null ? null : JSON.parse(line);
    },
    async tell(line) {
      const answer = nextLine();
      send(line);
      await answer;
    },
    send,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
