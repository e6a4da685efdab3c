import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chownSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pRetry from "p-retry";
import pg from "pg";
import { childrenOf } from "./child-processes.ts";
import { findPostgres } from "./find-postgres.ts";

export interface PostgresServer {
  readonly port: number;
  /** A database of its own, empty or a copy of another. Gives its address. */
  createDatabase(template?: string): Promise<string>;
  /** `SIGKILL` of all its processes; or an orderly end of all connections. */
  end(signal: "SIGKILL" | "SIGINT"): Promise<void>;
  /** Starts it again, on the same port and data. */
  start(): Promise<void>;
  /** Ends it and forgets its data. */
  close(): Promise<void>;
}

/** It refuses to run as root: there is a user for it where it is installed. */
function otherUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number }; // it listens on TCP
  server.close();
  return port;
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A PostgreSQL server with data of its own, on a free port of this machine. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error("no PostgreSQL server is installed");
  const user = otherUser();
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const bare = { ...user, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: "C.UTF-8" } };
  execFileSync(join(programs, "initdb"), ["-D", data, "-U", "scribewell", "-A", "trust", "--no-sync"], {
    ...bare,
    stdio: "ignore",
  });
  const port = await freePort();
  const settings = [
    "fsync=off",
    "max_connections=300",
    `unix_socket_directories=${folder}`,
    "listen_addresses=127.0.0.1",
  ];
  const words = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const urlOf = (name: string) => `postgres://scribewell@127.0.0.1:${port}/${name}`;
  let server: ChildProcess | undefined;

  async function asked(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: urlOf("postgres") });
    client.on("error", () => {});
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }
  async function start(): Promise<void> {
    server = spawn(join(programs as string, "postgres"), words, { ...bare, stdio: "ignore" }); // found above
    await pRetry(() => asked("select 1"), { retries: 100, minTimeout: 50, maxTimeout: 200 });
  }
  async function end(signal: "SIGKILL" | "SIGINT"): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    const children = signal === "SIGKILL" ? childrenOf(server.pid ?? 0).map(({ pid }) => pid) : [];
    server.kill(signal);
    await ended;
    // They would end by themselves, only too late for the next start.
    for (const pid of children) endProcess(pid);
    while (children.some(isAlive)) await pause(20);
  }
  await start();
  return {
    port,
    start,
    end,
    async createDatabase(template) {
      const name = `test_${randomUUID().replaceAll("-", "")}`;
      await asked(`create database ${name}${template ? ` template ${template}` : ""}`);
      return urlOf(name);
    },
    async close() {
      await end("SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
