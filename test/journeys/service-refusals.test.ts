import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wavOfTone } from "../../src/cli/checks/wav-of-tone.ts";
import { runScribewell } from "../../src/cli/testing/run-scribewell.ts";
import { openWorkplace, type RunningService, type Workplace } from "../support/running-service.ts";

// What the service does not do, and how it says so.

const NO_JOB = "0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11";
const JSON_BODY = { "content-type": "application/json" };
const SOUND = { "content-type": "audio/wav" };

let workplace: Workplace;
let service: RunningService;
beforeAll(async () => {
  workplace = await openWorkplace();
  service = await workplace.start({ MAX_UPLOAD_GB: "0.001" });
});
afterAll(() => workplace.clear());

describe("a start", () => {
  /** A start that must fail: in one line, with nothing on standard output. Gives the line and the exit code. */
  async function refusedStart(settings: Record<string, string>, ...words: string[]) {
    const environment = { ...workplace.environment, DATA_DIR: join(workplace.folder, "other"), ...settings };
    const { stdout, stderr, code } = await runScribewell(["serve", "--port", "0", ...words], environment);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^scribewell: .+\n$/);
    return [stderr.trim(), code];
  }

  it("on a directory that is in use is told where its service is", async () => {
    const [line, code] = await refusedStart({ DATA_DIR: workplace.environment.DATA_DIR ?? "" });
    expect(line).toContain(` is in use by the Scribewell at ${service.url} (pid ${service.pid}). `);
    expect(line).toMatch(/ \[data-directory-in-use\]$/);
    expect(code).toBe(2);
    expect((await fetch(`${service.url}/health`)).status).toBe(200);
  });

  it("on a port that is taken names it", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo; // listening on TCP, so never a pipe's name
    const [line, code] = await refusedStart({}, "--port", String(port));
    taken.close();
    expect(line).toMatch(new RegExp(`Port ${port} of 127.0.0.1 is taken by another program.+ \\[address-in-use\\]$`));
    expect(code).toBe(2);
  });

  it("on a file in the place of its directory says so", async () => {
    const file = join(workplace.folder, "file");
    await writeFile(file, "");
    for (const directory of [file, join(file, "within")]) {
      const [line, code] = await refusedStart({}, "--data-dir", directory);
      expect(line).toContain(`The data directory ${directory} cannot be used: a file is in its place`);
      expect(line).toMatch(/ \[data-directory-unusable\]$/);
      expect(code).toBe(2);
    }
  });

  it("on a disk that is read-only says so", async ({ skip }) => {
    const disk = join(workplace.folder, "disk");
    await mkdir(disk);
    skip(spawnSync("mount", ["-t", "tmpfs", "-o", "ro", "tmpfs", disk]).status !== 0, "nothing can be mounted here");
    try {
      for (const directory of [disk, join(disk, "within")]) {
        const [line, code] = await refusedStart({}, "--data-dir", directory);
        expect(line).toMatch(/cannot be used: its disk is read-only \(EROFS\).+ \[data-directory-unusable\]$/);
        expect(code).toBe(2);
      }
    } finally {
      spawnSync("umount", [disk]);
    }
  });

  it("with several wrong settings names them all", async () => {
    const settings = {
      PORT: "",
      MAX_UPLOAD_GB: "lots",
      LOG_LEVEL: "loud",
      OPEN_ACCESS: "perhaps",
      ALLOWED_ORIGINS: "app.example.org",
      ALLOWED_NETWORKS: "10.0.0.0/99",
      PUSH_AUDIENCE: "https://example.org/push",
    };
    const [line, code] = await refusedStart(settings, "--port", "70000");
    for (const name of [
      "PORT",
      "MAX_UPLOAD_GB",
      "LOG_LEVEL",
      "OPEN_ACCESS",
      "ALLOWED_ORIGINS",
      "ALLOWED_NETWORKS",
      "PUSH_AUDIENCE",
    ])
      expect(line).toContain(name);
    expect(line).toMatch(/ \[settings-invalid\]$/);
    expect(code).toBe(2);
  });

  it.each([
    ["an address that others reach", { LISTEN_HOST: "0.0.0.0" }, /LISTEN_HOST.+OPEN_ACCESS=yes/],
    ["an address of another machine", { LISTEN_HOST: "192.0.2.1", OPEN_ACCESS: "yes" }, /LISTEN_HOST 192\.0\.2\.1 /],
    [
      "a decoder that is not there",
      { FFMPEG_PATH: "/none/ffmpeg" },
      /FFMPEG_PATH is \/none\/ffmpeg, which does not run/,
    ],
    ["a network that is none", { ALLOWED_NETWORKS: "10.0.0.0/99" }, /10\.0\.0\.0\/99/],
  ])("with %s is refused", async (_what, settings, says) => {
    const [line, code] = await refusedStart(settings);
    expect(line).toMatch(says);
    expect(line).toMatch(/ \[settings-invalid\]$/);
    expect(code).toBe(2);
  });
});

describe("a request", () => {
  interface Asked {
    readonly method?: "POST" | "PUT" | "DELETE";
    readonly headers?: Record<string, string>;
    readonly body?: string | Buffer;
  }

  async function ask(path: string, { method, headers = {}, body }: Asked) {
    const response = await request(service.url + path, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers,
      body: body ?? null,
    });
    const answer = JSON.parse(await response.body.text());
    return { status: response.statusCode, type: response.headers["content-type"], answer };
  }

  const job = (rest: string) => `/api/v1/jobs/${NO_JOB}${rest}`;
  const transcribe = (query: string) => `/api/v1/transcribe?${query}`;
  const multipart = { "content-type": "multipart/form-data; boundary=x" };
  const form = (...parts: string[]) =>
    `${parts.map((part) => `--x\r\ncontent-disposition: form-data; ${part}\r\n`).join("")}--x--\r\n`;

  it.each<[string, string, Asked, number, string]>([
    [
      "from a page of another site",
      "/api/v1/jobs",
      { headers: { origin: "https://a.example" } },
      403,
      "origin-refused",
    ],
    ["from a page without a name", "/api/v1/jobs", { headers: { origin: "null" } }, 403, "origin-refused"],
    ["to a stranger's name", "/api/v1/jobs", { headers: { host: "rebound.example" } }, 403, "host-refused"],
    ["to no route", "/api/v1/job", {}, 404, "route-not-found"],
    ["to no route, of a stranger", "/nope", { headers: { host: "rebound.example" } }, 403, "host-refused"],
    ["with a wrong method", "/api/v1/transcribe", { method: "PUT" }, 405, "method-not-allowed"],
    ["to read what is only sent", "/api/v1/transcribe", {}, 405, "method-not-allowed"],
    ["with broken JSON", "/api/v1/transcribe", { headers: JSON_BODY, body: '{"url":' }, 400, "request-invalid"],
    ["with JSON of another kind", "/api/v1/transcribe", { headers: JSON_BODY, body: "[]" }, 400, "request-invalid"],
    ["with JSON without a recording", "/api/v1/transcribe", { headers: JSON_BODY, body: "{}" }, 400, "request-invalid"],
    [
      "with a form without a boundary",
      transcribe(""),
      { headers: { "content-type": "multipart/form-data" }, body: "x" },
      400,
      "request-invalid",
    ],
    [
      "with a form that is cut off",
      transcribe(""),
      { headers: multipart, body: form('name="file"; filename="a"\r\n\r\nsound').slice(0, -9) },
      400,
      "source-unreadable",
    ],
    ["with a form that is none", transcribe(""), { headers: multipart, body: "la la la" }, 400, "request-invalid"],
    [
      "with a form without a recording",
      transcribe(""),
      { headers: multipart, body: form('name="language"\r\n\r\nen') },
      400,
      "request-invalid",
    ],
    [
      "with a file of another name",
      transcribe(""),
      { headers: multipart, body: form('name="sound"; filename="a"\r\n\r\nsound') },
      400,
      "request-invalid",
    ],
    [
      "with a priority out of range",
      transcribe("priority=101"),
      { headers: SOUND, body: "sound" },
      400,
      "request-invalid",
    ],
    ["with an option unknown", transcribe("speed=fast"), { headers: SOUND, body: "sound" }, 400, "request-invalid"],
    ["that waits for abc", transcribe("wait=abc"), { headers: SOUND, body: "sound" }, 400, "request-invalid"],
    ["that waits for ever", transcribe("wait=601"), { headers: SOUND, body: "sound" }, 400, "request-invalid"],
    ["for a form of result unknown", transcribe("as=docx"), { headers: SOUND, body: "sound" }, 400, "request-invalid"],
    [
      "for a language unknown",
      transcribe("language=klingon"),
      { headers: SOUND, body: "sound" },
      422,
      "language-unsupported",
    ],
    ["for a model unknown", transcribe("model=onnx/gigantic"), { headers: SOUND, body: "sound" }, 422, "model-unknown"],
    ["without a recording", transcribe(""), { method: "POST", headers: SOUND }, 422, "media-empty"],
    [
      "with a web page",
      transcribe(""),
      { headers: { "content-type": "text/html" }, body: "<p>" },
      415,
      "media-type-unsupported",
    ],
    [
      "in a coding unknown",
      transcribe(""),
      { headers: { ...SOUND, "content-encoding": "zstd" }, body: "sound" },
      415,
      "media-type-unsupported",
    ],
    [
      "in a coding that is broken",
      transcribe(""),
      { headers: { ...SOUND, "content-encoding": "gzip" }, body: "sound" },
      400,
      "request-invalid",
    ],
    [
      "that is a bomb",
      transcribe(""),
      { headers: { ...SOUND, "content-encoding": "gzip" }, body: gzipSync(Buffer.alloc(50e6)) },
      413,
      "request-too-large",
    ],
    ["that is too large", transcribe(""), { headers: SOUND, body: Buffer.alloc(1_000_001) }, 413, "request-too-large"],
    [
      "for an address of a file",
      transcribe(""),
      { headers: JSON_BODY, body: '{"url":"file:///etc/passwd"}' },
      400,
      "url-invalid",
    ],
    ["for a job of no name", "/api/v1/jobs/..%2f..%2fetc", {}, 404, "job-not-found"],
    ["for a job of a wrong name", "/api/v1/jobs/nope", {}, 404, "job-not-found"],
    ["for no job", job(""), {}, 404, "job-not-found"],
    ["for the result of no job", job("/result"), {}, 404, "job-not-found"],
    ["for the events of no job", job("/events"), {}, 404, "job-not-found"],
    ["for the recording of no job", job("/audio"), {}, 404, "job-not-found"],
    ["to cancel no job", job(""), { method: "DELETE" }, 404, "job-not-found"],
    ["to erase no job", job("?purge=true"), { method: "DELETE" }, 404, "job-not-found"],
    ["to retry no job", job("/retry"), { method: "POST" }, 404, "job-not-found"],
    ["for jobs after nothing", "/api/v1/jobs?after=garbled", {}, 400, "option-invalid"],
    ["for jobs of a wrong state", "/api/v1/jobs?state=done", {}, 400, "request-invalid"],
    ["for events after garbage", job("/events?after=-1"), {}, 400, "request-invalid"],
  ])("%s is refused", async (_what, path, asked, status, code) => {
    const { answer, type, ...got } = await ask(path, asked);
    expect({ ...got, code: answer.code }).toEqual({ status, code });
    expect(type).toMatch(/^application\/problem\+json/);
    expect(answer).toMatchObject({
      type: `/docs/errors#${code}`,
      status,
      title: expect.stringMatching(/./),
      detail: expect.stringMatching(/./),
      instance: expect.stringMatching(/./),
    });
  });

  it("names each wrong field", async () => {
    const path = transcribe("wait=abc&priority=urgent&as=docx&task=sing");
    const { answer } = await ask(path, { headers: SOUND, body: "sound" });
    const fields = answer.errors.map(({ in: part, field }: { in: string; field: string }) => `${part} ${field}`);
    expect(fields.sort()).toEqual(["query as", "query priority", "query task", "query wait"]);
  });

  it("left no job and no file of all that", async () => {
    expect((await ask("/api/v1/jobs", {})).answer).toEqual({ jobs: [], next: null });
  });

  it("in gzip is read as what it unfolds to", async () => {
    const sound = Buffer.from(wavOfTone(2));
    const headers = { ...SOUND, "content-encoding": "gzip" };
    const { status, answer } = await ask(transcribe("name=tone.wav"), { headers, body: gzipSync(sound) });
    expect([status, answer.source.bytes]).toEqual([202, sound.length]);
    await request(`${service.url}${answer.links.self}?purge=true`, { method: "DELETE" });
  });

  it.each([
    "http://127.0.0.1:8000/talk.mp3",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]:8000/talk.mp3",
    "http://localhost:8000/talk.mp3",
    "http://2130706433/talk.mp3",
  ])("for %s is refused at once, and no job is opened", async (url) => {
    const body = JSON.stringify({ url });
    for (const query of ["", "wait=60"]) {
      const { status, answer } = await ask(transcribe(query), { headers: JSON_BODY, body });
      expect([status, answer.code]).toEqual([422, "url-refused"]);
    }
  });
});
