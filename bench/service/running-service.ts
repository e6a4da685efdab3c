import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** `scribewell serve` as built, in a process of its own, on a free port. */
export interface RunningService {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from the start of the process until it served. */
  readonly startMs: number;
  /** Ends it without a word, its children too when they notice. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits. */
  stop(): Promise<void>;
}

const PROGRAM = new URL("../../bin/scribewell.js", import.meta.url).pathname;

/** @param command `api` for one that only answers, on a database server */
export async function startService(
  dataDir: string,
  settings: Record<string, string> = {},
  command: "serve" | "api" = "serve",
): Promise<RunningService> {
  const started = performance.now();
  const child = spawn(process.execPath, [PROGRAM, command, "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
    // Each job is to be worked on, though recordings come more than once.
    env: { ...process.env, DATA_DIR: dataDir, RESULT_CACHE: "off", ...settings },
  });
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  const url = await addressOf(child, () => said);
  const gone = once(child, "exit");
  return {
    url,
    pid: child.pid ?? 0,
    startMs: performance.now() - started,
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
    async stop() {
      child.kill("SIGTERM");
      await gone;
    },
  };
}

async function addressOf(child: ChildProcess, said: () => string): Promise<string> {
  if (!child.stdout) throw new Error("No output");
  const lines = createInterface({ input: child.stdout });
  let url: string | undefined;
  for await (const line of lines) {
    const entry = JSON.parse(line);
    if (entry.msg !== "serving") continue;
    url = entry.url;
    break;
  }
  // Goes on being read, so that the service never waits for its log.
  child.stdout.resume();
  if (url === undefined) throw new Error(`The service did not start: ${said()}`);
  return url;
}

export interface JobAnswer {
  readonly id: string;
  readonly state: string;
  readonly partial: boolean;
  readonly error: { readonly code: string } | null;
  readonly progress: { readonly pieces: { readonly done: number } };
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** Sends a file as the body of a request. */
export async function submit(url: string, file: string, query = ""): Promise<JobAnswer> {
  const response = await fetch(`${url}/api/v1/transcribe?name=recording.wav${query}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: readFileSync(file),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as JobAnswer;
}

export async function readJob(url: string, id: string): Promise<JobAnswer> {
  const response = await fetch(`${url}/api/v1/jobs/${id}`);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as JobAnswer;
}

export async function untilFinished(url: string, id: string, everyMs = 200): Promise<JobAnswer> {
  for (;;) {
    const job = await readJob(url, id);
    if (!["queued", "running"].includes(job.state)) return job;
    await pause(everyMs);
  }
}

/** The parts of a result that must be the same for the same recording. */
export async function contentOf(url: string, id: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/jobs/${id}/result?as=json`);
  const { segments, suppressed, coverage } = (await response.json()) as Record<string, unknown>;
  return JSON.stringify({ segments, suppressed, coverage });
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resident memory of a process in megabytes. */
export function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
