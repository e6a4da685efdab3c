import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endOf, runScribewell, startScribewell } from "../../src/cli/testing/run-scribewell.ts";
import type { Job } from "../../src/client/index.ts";
import { SOON_MS } from "../support/patience.ts";
import { MODELS_MIRROR, missing, speechFile } from "../support/speech.ts";

const why = missing("SPEECH_DIR", "MODELS_MIRROR");

interface Service {
  readonly process: ChildProcessWithoutNullStreams;
  readonly url: string;
}

describe(`the command line with a service${why ? ` (${why})` : ""}`, {
  skip: why !== undefined,
  timeout: 300_000,
}, () => {
  const directory = mkdtempSync(join(tmpdir(), "scribewell-cli-server-"));
  const DATA_DIR = join(directory, "data");
  const environment = {
    ...process.env,
    DATA_DIR,
    MODELS_DIR: join(directory, "models"),
    MODELS_MIRROR,
    THREADS: "2",
    // Each job is to be worked on, though recordings come more than once.
    RESULT_CACHE: "off",
  };
  const run = (...words: string[]) => runScribewell(words, environment);
  const jfk = speechFile("misc", "jfk.wav");
  let service: Service;

  beforeAll(async () => {
    await run("models", "pull", "whisper-base", "vad/silero-v6");
    service = await serve();
  }, 300_000);
  afterAll(async () => {
    await end("SIGTERM");
    rmSync(directory, { recursive: true, force: true });
  }, 60_000);

  async function serve(port = "0"): Promise<Service> {
    const process = startScribewell(["serve", "--port", port], environment);
    process.stdout.resume();
    let said = "";
    const url = await new Promise<string>((resolve, reject) => {
      process.stderr.on("data", (text) => {
        said += text;
        const found = /serves on (\S+)/.exec(said)?.[1];
        if (found) resolve(found);
      });
      process.once("exit", () => reject(new Error(said)));
    });
    return { process, url };
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const gone = once(service.process, "exit");
    service.process.kill(signal);
    await gone;
  }

  async function jobs(): Promise<Job[]> {
    return JSON.parse((await run("jobs", "list", "--json")).stdout);
  }

  /** The newest job, once there is one more than before. */
  async function jobAfter(before: readonly Job[]): Promise<string> {
    let id = "";
    const look = async () => {
      const response = await fetch(`${service.url}/api/v1/jobs`);
      const page: { jobs: Job[] } = JSON.parse(await response.text());
      id = page.jobs[0]?.id ?? "";
      return page.jobs.length;
    };
    await expect.poll(look, { timeout: 60_000, interval: 50 }).toBe(before.length + 1);
    return id;
  }

  it("writes what it writes without one", async () => {
    const files = (output: string) => ["srt", "txt", "json"].map((format) => join(directory, output, `jfk.${format}`));
    const words = (output: string) => ["transcribe", jfk, "--format", "srt,txt,json", "-o", join(directory, output)];
    const there = await run(...words("there"), "--server", service.url);
    expect(there).toEqual({
      stdout: files("there")
        .map((path) => `${path}\n`)
        .join(""),
      stderr: "",
      code: 0,
    });
    await run(...words("here"));
    const read = (output: string) => files(output).map((path) => readFileSync(path, "utf8"));
    expect(read("there").slice(0, 2)).toEqual(read("here").slice(0, 2));
    expect(JSON.parse(read("there")[2] ?? "")).toMatchObject({ seconds: 11, language: "en" });
  });

  it("writes text as it comes, of what stands on standard input, and finds the job again", async () => {
    const { stdout, stderr, code } = await runScribewell(
      ["transcribe", "-", "--server", service.url],
      environment,
      jfk,
    );
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toMatch(/^And so my fellow Americans.+country\.\n$/);
    const [newest] = await jobs();
    expect(newest).toMatchObject({ state: "succeeded", source: { name: null, bytes: 352_078 } });
    const id = newest?.id ?? "";
    expect((await run("jobs", "result", id)).stdout).toBe(stdout);
    expect((await run("jobs", "result", id, "-f", "srt")).stdout).toMatch(/^1\n00:00:00,\d{3} --> /);
    expect((await run("jobs", "list")).stdout).toMatch(new RegExp(`^${id} +succeeded +100 % +0:11 `, "m"));
    expect((await run("jobs", "show", id)).stdout).toMatch(/^language +English \(detected\)$/m);
    expect((await run("jobs", "cancel", id, "--purge")).stderr).toBe(`${id}: erased\n`);
    expect(await run("jobs", "show", id)).toMatchObject({
      stderr: expect.stringMatching(/\[job-not-found\]\n$/),
      code: 2,
    });
  });

  it("goes on after a recording that fails there, and says why", async () => {
    const broken = speechFile("media", "bad-text-renamed.wav");
    const address = "http://127.0.0.1:9/talk.mp3";
    const { stderr, code } = await run("transcribe", broken, address, "--server", service.url);
    expect(stderr).toContain(`scribewell: ${broken}: The file cannot be read as a recording`);
    expect(stderr).toMatch(/\[media-unreadable\]\n/);
    expect(stderr).toMatch(/\[url-refused\]\n2 recordings: 0 done, 2 failed\n$/);
    expect(code).toBe(1);
  });

  it("cancels the job there at an interrupt, within two seconds", async () => {
    const before = await jobs();
    const child = startScribewell(["transcribe", jfk, "--server", service.url], environment);
    const ended = endOf(child);
    const id = await jobAfter(before);
    const begun = Date.now();
    child.kill("SIGINT");
    expect(await ended).toEqual({ stdout: "", stderr: "scribewell: interrupted\n", code: 130 });
    expect(Date.now() - begun).toBeLessThan(SOON_MS);
    expect((await jobs())[0]).toMatchObject({ id, state: "cancelled" });
  });

  it("goes on when the service was killed and started again", async () => {
    const before = await jobs();
    const ended = run("transcribe", jfk, "--server", service.url);
    const id = await jobAfter(before);
    await end("SIGKILL");
    service = await serve(new URL(service.url).port);
    const { stdout, stderr, code } = await ended;
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toMatch(/^And so my fellow Americans.+country\.\n$/);
    expect((await jobs())[0]).toMatchObject({ id, state: "succeeded" });
  });
});
