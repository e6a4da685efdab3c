import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DeepgramClient } from "@deepgram/sdk";
import { AssemblyAI } from "assemblyai";
import OpenAI from "openai";
import runpodSdk from "runpod-sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runScribewell } from "../../src/cli/testing/run-scribewell.ts";
import { dialectRoutes } from "../../src/dialects/routes.ts";
import { clientRows } from "../support/guide/client-table.ts";
import { openElsewhere } from "../support/guide/elsewhere.ts";
import { type OpenService, openService, SLOW_START_MS } from "../support/open-service.ts";
import { openWorkplace, type Workplace } from "../support/running-service.ts";
import { missing } from "../support/speech.ts";

// The table of docs/api/README.md of what the clients of other services can do here, and the methods in it that are tried
// nowhere else.

const rows = clientRows();

let service: OpenService;
let clients: { OpenAI: OpenAI; RunPod: unknown; Deepgram: DeepgramClient; AssemblyAI: AssemblyAI };
beforeAll(async () => {
  service = await openService({ dialects: dialectRoutes });
  const { url } = service;
  const socket = url.replace("http", "ws");
  clients = {
    OpenAI: new OpenAI({ baseURL: `${url}/v1`, apiKey: "any", maxRetries: 0 }),
    RunPod: runpodSdk("any", { baseUrl: `${url}/v2` }).endpoint("whisper"),
    Deepgram: new DeepgramClient({
      apiKey: "any",
      maxRetries: 0,
      environment: { base: url, production: socket, agent: socket, agentRest: url },
    }),
    AssemblyAI: new AssemblyAI({ apiKey: "any", baseUrl: url }),
  };
}, SLOW_START_MS);
afterAll(() => service.close());

describe("the table", () => {
  it("has rows of each service", () => {
    const services = ["OpenAI", "RunPod", "Deepgram", "AssemblyAI"];
    for (const each of services) expect(rows.filter((row) => row.service === each).length).toBeGreaterThan(4);
    expect(rows.filter(({ npm, python }) => npm.length + python.length === 0)).toEqual([]);
  });

  it("names methods that the clients of npm have", () => {
    const unknown = rows.flatMap((row) => {
      const root: unknown = Reflect.get(clients, row.service);
      return row.npm.filter((name) => typeof at(root, name) !== "function");
    });
    expect(unknown).toEqual([]);
  });

  it("names tests in which they stand", () => {
    const untried = rows.flatMap(({ npm, python, tests }) =>
      [...npm, ...python].filter((name) => !new RegExp(`\\b${name.split(".").at(-1)}\\b`).test(tests)),
    );
    expect(untried).toEqual([]);
  });
});

/** What stands at a path such as `audio.transcriptions.create`; undefined where nothing does. */
const at = (root: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce((found, name) => (typeof found === "object" && found ? Reflect.get(found, name) : undefined), root);

describe("the clients of npm", () => {
  const audio = "https://example.org/talk.mp3";

  it("of OpenAI find nothing to be live with: realtime.clientSecrets.create", async () => {
    await expect(clients.OpenAI.realtime.clientSecrets.create({})).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ["v1", 405],
    ["v2", 404],
  ] as const)("of Deepgram find nothing to be live with: listen.%s.connect", async (version, status) => {
    const socket =
      version === "v1"
        ? await clients.Deepgram.listen.v1.connect({
            model: "nova-3",
            Authorization: "Token any",
            reconnectAttempts: 0,
          })
        : await clients.Deepgram.listen.v2.connect({
            model: "nova-3",
            Authorization: "Token any",
            reconnectAttempts: 0,
          });
    const refused = new Promise<Error>((resolve) => socket.on("error", resolve));
    socket.connect();
    expect((await refused).message).toContain(String(status));
    socket.close();
  });

  it("of AssemblyAI submit under the older name: transcripts.create", async () => {
    const { transcripts } = clients.AssemblyAI;
    expect(await transcripts.create({ audio_url: audio }, { poll: false })).toMatchObject({ status: "queued" });
  });

  it.each(["redactedAudio", "redactedAudioFile", "redactions"] as const)(
    "of AssemblyAI are told that nothing is redacted: transcripts.%s",
    async (method) => {
      const { id } = await clients.AssemblyAI.transcripts.submit({ audio });
      await expect(clients.AssemblyAI.transcripts[method](id)).rejects.toThrow(
        "There is no redacted audio: nothing is redacted here, whatever was asked.",
      );
    },
  );

  it("of AssemblyAI go elsewhere with sync.transcribe, dictation.transcribeLive and streaming.transcriber", () => {
    const { sync, dictation, streaming } = clients.AssemblyAI;
    const addresses = [sync, dictation, streaming].map((part) => at(part, "params.baseUrl"));
    for (const address of addresses) expect(address).toMatch(/^https:\/\/\w+\.assemblyai\.com/);
  });
});

const { SDKS_PYTHON } = process.env;
const skip =
  missing("MODELS_MIRROR") ??
  (SDKS_PYTHON ? undefined : "SDKS_PYTHON names no python with test/python/requirements.txt");
const SCRIPT = fileURLToPath(new URL("../support/guide/more_methods.py", import.meta.url));
const SAMPLE = fileURLToPath(new URL("../../samples/welcome.mp3", import.meta.url));

interface Told {
  readonly method: string;
  readonly result?: unknown;
  readonly error?: string;
}

describe.skipIf(skip !== undefined)(`the clients of PyPI${skip ? ` (skipped: ${skip})` : ""}`, () => {
  let workplace: Workplace;
  let elsewhere: Awaited<ReturnType<typeof openElsewhere>>;
  const told = new Map<string, Told>();
  beforeAll(async () => {
    elsewhere = await openElsewhere();
    workplace = await openWorkplace();
    const { stdout: key } = await runScribewell(["keys", "create", "sdks", "--scopes", "admin"], workplace.environment);
    const settings = { AUTH: "keys", RESULT_CACHE: "on", ALLOWED_NETWORKS: "127.0.0.1/32" };
    const { url } = await workplace.start(settings);
    const names = JSON.stringify(rows.flatMap(({ python }) => python));
    const run = await promisify(execFile)(SDKS_PYTHON ?? "", [
      SCRIPT,
      url,
      key.trim(),
      SAMPLE,
      `${elsewhere.url}/talk.mp3`,
      names,
    ]);
    for (const line of run.stdout.trim().split("\n")) {
      const each: Told = JSON.parse(line);
      told.set(each.method, each);
    }
  }, 300_000);
  afterAll(async () => {
    elsewhere?.close();
    await workplace?.clear();
  });

  it("have the methods that the table names", () => {
    expect(told.get("names")?.result).toEqual([]);
  });

  it.each([
    ...["AsyncOpenAI", "AsyncioEndpoint.run", "AsyncDeepgramClient", "AsyncTranscriber", "transcribe_async"],
    ...["transcribe_group", "submit_group", "get_by_ids", "get_by_ids_async", "transcribe_group_async"],
    ...["wait_for_completion_async", "get_by_id_async", "transcribe_url", "redact_pii"],
  ])("get the text: %s", (method) => {
    expect(told.get(method)).not.toHaveProperty("error");
    expect(JSON.stringify(told.get(method)?.result)).toMatch(/speech into text and subtitles/i);
  });

  it("run and cancel without waiting", () => {
    const states = [
      expect.stringMatching(/IN_QUEUE|IN_PROGRESS|COMPLETED/),
      expect.stringMatching(/CANCELLED|COMPLETED/),
    ];
    expect(told.get("AsyncioEndpoint.run")?.result).toMatchObject({ states });
  });

  it.each([
    ["upload_file_async", expect.stringMatching(/\/v2\/upload\//)],
    ["list_transcripts_async", expect.any(Number)],
    ["delete_by_id_async", true],
    ["temperature", [expect.stringMatching(/^`temperature`/), expect.stringMatching(/^Known speakers/)]],
    ["diarize", expect.arrayContaining(["diarize", "redact", "summarize", "topics"])],
    ["addresses", ["https://sync.assemblyai.com", "https://dictation.assemblyai.com"]],
  ])("answer what they are asked: %s", (method, result) => {
    expect(told.get(method)).toEqual({ method, result });
  });

  it.each([
    ["diarized_json", /there is no `diarized_json`. Ask for verbose_json/],
    ["realtime.connect", /404/],
    ["listen.v1.connect", /405/],
    ["listen.v2.connect", /404/],
    ["get_redacted_audio_url", /only available when `redact_pii`/],
    ["save_redacted_audio", /only available when `redact_pii`/],
  ])("are refused: %s", (method, words) => {
    expect(told.get(method)?.error).toMatch(words);
  });
});
