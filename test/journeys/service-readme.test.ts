import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import registryUrl from "registry-url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkplace, type RunningService, type Workplace } from "../support/running-service.ts";
import { missing } from "../support/speech.ts";

// What the README says under "As a service", word for word.

const root = fileURLToPath(new URL("../../", import.meta.url));
const readme = await readFile(`${root}README.md`, "utf8");
const section = readme.slice(readme.indexOf("## As a service")).split("\n## ")[0] ?? "";
const commands = section.split("\n").filter((line) => line.startsWith("curl "));

const isReachable = () =>
  fetch(registryUrl(), { signal: AbortSignal.timeout(5_000) }).then(
    () => true,
    () => false,
  );
const cannot =
  missing("MODELS_MIRROR") === undefined || (await isReachable()) ? "" : " (skipped: no npm registry is reachable)";

describe.skipIf(cannot !== "")(`the README's service${cannot}`, { timeout: 300_000 }, () => {
  let workplace: Workplace;
  let service: RunningService;
  let job = "";
  beforeAll(async () => {
    workplace = await openWorkplace();
    service = await workplace.start();
  });
  afterAll(() => workplace.clear());

  /** Runs the one command that is told by this. */
  async function run(sign: RegExp): Promise<string> {
    const found = commands.filter((command) => sign.test(command));
    expect(found, String(sign)).toHaveLength(1);
    const line = found.join().replace("http://127.0.0.1:8000", service.url);
    const { stdout } = await promisify(execFile)("bash", ["-c", line], {
      cwd: root,
      env: { ...process.env, JOB: job },
    });
    return stdout;
  }

  it("waits for subtitles", async () => {
    const text = (await readFile(`${root}samples/welcome.txt`, "utf8")).toLowerCase();
    const subtitles = await run(/as=srt/);
    expect(subtitles).toMatch(/^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\n/);
    const spoken = subtitles.replace(/^[\d:,> -]+$/gm, "").toLowerCase();
    expect(spoken.match(/[a-z]+/g)).toEqual(text.match(/[a-z]+/g));
  });

  it("takes a form and gives a job", async () => {
    const answer = JSON.parse(await run(/-F file=/));
    expect(answer).toMatchObject({
      state: expect.stringMatching(/^(queued|running)$/),
      source: { kind: "upload", name: "welcome.mp3" },
      parameters: { language: "en" },
    });
    job = answer.id;
  });

  it("lists the jobs, the newest first", async () => {
    const { jobs, next } = JSON.parse(await run(/v1\/jobs$/));
    expect([jobs.length, jobs[0].id, jobs[1].state, next]).toEqual([2, job, "succeeded", null]);
  });

  it("follows the job to its end", async () => {
    const events = (await run(/\/events/)).split("\n\n").filter((part) => part.startsWith("id:"));
    const types = events.map((event) => /^event: (.+)$/m.exec(event)?.[1]);
    expect(types.slice(0, 2)).toEqual(["job-queued", "job-started"]);
    expect(types).toContain("segment-final");
    expect(types.at(-1)).toBe("job-succeeded");
    expect(events.map((event) => Number(/^id: (\d+)$/m.exec(event)?.[1]))).toEqual(events.map((_, index) => index + 1));
  });

  it("shows the job and its result", async () => {
    expect(JSON.parse(await run(/\/\$JOB"$/))).toMatchObject({ id: job, state: "succeeded", language: "en" });
    expect(await run(/as=vtt/)).toMatch(/^WEBVTT\n\n/);
  });

  it("erases the job, and then knows nothing of it", async () => {
    expect(JSON.parse(await run(/purge=true/))).toMatchObject({ jobId: job, erased: { transcript: true } });
    expect(JSON.parse(await run(/\/\$JOB"$/))).toMatchObject({ status: 404, code: "job-not-found" });
  });

  it("leaves no command of the README out", () => {
    expect(commands).toHaveLength(7);
  });
});
