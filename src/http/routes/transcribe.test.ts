import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { type Body, file, form, type Sender, SOUND, senderTo } from "./testing/sender.ts";

let service: OpenService;
let sender: Sender;

beforeAll(async () => {
  service = await openService({ maxUploadBytes: 40_000_000 });
  sender = senderTo(service);
}, SLOW_START_MS);
afterEach(() => service.clear());
afterAll(() => service.close());

async function expectNothingLeft(): Promise<void> {
  expect(await service.jobIds()).toEqual([]);
  expect(await service.storedFiles()).toEqual([]);
}

const logged = (level: string) => service.lines().filter((line) => line.level === level);

describe("a form", () => {
  it.each([
    ["before", form(["file", file(), "talk.mp3"], ["language", "German"], ["priority", "7"], ["translate", "true"])],
    ["after", form(["language", "German"], ["priority", "7"], ["translate", "true"], ["file", file(), "talk.mp3"])],
  ])("is read with its file %s the options", async (_place, data) => {
    const { status, body, headers } = await sender.post(data);
    expect(status).toBe(202);
    expect(headers.get("location")).toBe(`/api/v1/jobs/${body.id}`);
    expect(body).toMatchObject({
      state: "queued",
      priority: 7,
      parameters: { model: "auto", language: "de", task: "translate", prompt: null },
      source: { kind: "upload", name: "talk.mp3", bytes: SOUND.length, mediaType: "audio/mpeg" },
    });
    expect(await service.storedFiles()).toHaveLength(1);
  });

  it("may hold an address instead of a file, and fields that were left empty", async () => {
    const { status, body } = await sender.post(
      form(["url", "https://example.org/talk.mp3"], ["language", ""], ["prompt", ""]),
    );
    expect(status).toBe(202);
    expect(body).toMatchObject({
      source: { kind: "url", url: "https://example.org/talk.mp3" },
      parameters: { language: null, prompt: null },
    });
  });

  it.each([
    ["a part nobody knows", form(["file", file(), "a.mp3"], ["langauge", "de"]), "request-invalid", /langauge/],
    ["a part nobody knows, first", form(["langauge", "de"], ["file", file(), "a.mp3"]), "request-invalid", /langauge/],
    [
      "a second file",
      form(["file", file(), "a.mp3"], ["file", file(), "b.mp3"]),
      "request-invalid",
      /more than one file/,
    ],
    [
      "a third file",
      form(["file", file(), "a"], ["x", "y"], ["file", file(), "b"], ["file", file(), "c"]),
      "request-invalid",
      /file/,
    ],
    ["a file of another name", form(["audio", file(), "a.mp3"]), "request-invalid", /part `audio`/],
    ["a file as text", form(["file", "sound"]), "request-invalid", /came as text/],
    ["a file and an address", form(["file", file(), "a.mp3"], ["url", "https://a.example"]), "request-invalid", /both/],
    [
      "an option twice",
      form(["task", "translate"], ["task", "translate"], ["file", file(), "a"]),
      "request-invalid",
      /twice/,
    ],
    ["nothing", form(["task", "translate"]), "request-invalid", /names no recording/],
    ["an empty file", form(["file", file(new Uint8Array()), "a.mp3"]), "media-empty", /empty/],
    ["a wrong option", form(["file", file(), "a.mp3"], ["priority", "urgent"]), "request-invalid", /priority/],
    ["a language unknown", form(["file", file(), "a.mp3"], ["language", "Klingon"]), "language-unsupported", /Klingon/],
    ["a model unknown", form(["file", file(), "a.mp3"], ["model", "onnx/none"]), "model-unknown", /auto/],
    ["an address that is none", form(["url", "ftp://example.org/a"]), "url-invalid", /http/],
    ["a field without end", form(["prompt", "x".repeat(70_000)], ["file", file(), "a"]), "request-too-large", /prompt/],
  ])("is refused with %s, and nothing is left", async (_what, data, code, detail) => {
    const { status, body } = await sender.post(data);
    expect(body).toMatchObject({ code, detail: expect.stringMatching(detail) });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    await expectNothingLeft();
    expect(logged("error")).toEqual([]);
  });

  it.each([
    ["without a boundary", "multipart/form-data"],
    ["with another boundary", "multipart/form-data; boundary=other"],
  ])("is refused %s", async (_what, type) => {
    const text = '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nsound\r\n--b--\r\n';
    const { status, body } = await sender.post(text, { "content-type": type });
    expect({ status, code: body.code }).toEqual({ status: 400, code: "request-invalid" });
    await expectNothingLeft();
  });

  it("that ends before its end is refused", async () => {
    const text = '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nsound';
    const { status, body } = await sender.post(text, { "content-type": "multipart/form-data; boundary=b" });
    expect(status).toBe(400);
    expect(body.code).toMatch(/request-invalid|source-unreadable/);
    await expectNothingLeft();
    expect(logged("error")).toEqual([]);
  });
});

describe("a body that is the recording", () => {
  it.each([
    ["audio/mpeg; charset=utf-8", "audio/mpeg"],
    ["Application/Octet-Stream", null],
    ["application/x-www-form-urlencoded", null],
    ["video/mp4", "video/mp4"],
  ])("is taken in as %s", async (type, mediaType) => {
    const { status, body } = await sender.post(
      SOUND,
      { "content-type": type },
      "?language=en&name=talk.mp3&prompt=Ada",
    );
    expect(status).toBe(202);
    expect(body).toMatchObject({
      source: { kind: "upload", name: "talk.mp3", bytes: SOUND.length, mediaType },
      parameters: { language: "en", prompt: "Ada" },
    });
  });

  it("needs no type", async () => {
    const answer = await sender.sendRaw(
      "POST /api/transcribe HTTP/1.1\nhost: localhost\ncontent-length: 5\n\n",
      Buffer.from("sound"),
      {
        close: false,
      },
    );
    expect(answer).toContain("202 Accepted");
  });

  it("may come compressed", async () => {
    const { body } = await sender.post(gzipSync(SOUND), { "content-type": "audio/wav", "content-encoding": "gzip" });
    expect(body.source).toMatchObject({ bytes: SOUND.length });
  });

  it.each([[undefined], [new Uint8Array()]])("is refused when there is none", async (bytes) => {
    const { status, body } = await sender.post(bytes);
    expect({ status, code: body.code }).toEqual({ status: 422, code: "media-empty" });
  });

  it.each(["text/html", "image/png", "multipart/mixed; boundary=b", "application/xml", "application/ld+json"])(
    "is refused as %s",
    async (type) => {
      const { status, body } = await sender.post(SOUND, { "content-type": type });
      expect({ status, code: body.code }).toEqual({ status: 415, code: "media-type-unsupported" });
      await expectNothingLeft();
    },
  );

  it.each([
    "?as=pdf",
    "?wait=601",
    "?wait=-1",
    "?priority=200",
    "?unknown=1",
    "?language=Klingon",
    "?cancelOnDisconnect=x",
  ])("is refused with %s before it is read", async (query) => {
    const head = `POST /api/v1/transcribe${query} HTTP/1.1\nhost: localhost\ncontent-type: audio/wav\ncontent-length: 500000\n\n`;
    const answer = await sender.sendRaw(head, Buffer.from("s"), { close: false });
    expect(answer).toMatch(/^HTTP\/1.1 4(?:00|22) /);
    await expectNothingLeft();
  });
});

describe("what is too large", () => {
  const large = Buffer.alloc(40_000_001);

  it.each<[string, () => Body, Record<string, string>]>([
    ["as a body", () => large, { "content-type": "audio/wav" }],
    ["in a form", () => form(["file", file(large), "a.wav"]), {}],
    [
      "compressed",
      () => gzipSync(Buffer.alloc(80_000_000)),
      { "content-type": "audio/wav", "content-encoding": "gzip" },
    ],
  ])("is refused %s", async (_what, body, headers) => {
    const answer = await sender.post(body(), headers);
    expect(answer).toMatchObject({ status: 413, body: { code: "request-too-large" } });
    await expectNothingLeft();
  });

  it("is refused as JSON with a word about what to do", async () => {
    const { status, body } = await sender.postJson({ audio: Buffer.alloc(28_000_000).toString("base64") });
    expect({ status, code: body.code }).toEqual({ status: 413, code: "request-too-large" });
    expect(body.detail).toContain("multipart/form-data");
  });
});

describe("JSON", () => {
  it("may hold the recording", async () => {
    const audio = `data:audio/wav;base64,${SOUND.toString("base64")}`;
    const { status, body } = await sender.postJson({
      audio,
      name: "a.wav",
      task: "translate",
      priority: -3,
      keepSeconds: 60,
    });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      source: { kind: "upload", name: "a.wav", bytes: SOUND.length, mediaType: "audio/wav" },
      parameters: { task: "translate" },
      priority: -3,
      expiresAt: expect.any(String),
    });
  });

  it.each([
    [{ url: "https://example.org/a b.mp3" }, 202, undefined],
    [{}, 400, "request-invalid"],
    [null, 400, "request-invalid"],
    [[], 400, "request-invalid"],
    [{ url: "https://example.org", audio: "AAAA" }, 400, "request-invalid"],
    [{ url: "file:///etc/passwd" }, 400, "url-invalid"],
    [{ url: "https://somebody:secret@example.org/talk.mp3" }, 400, "url-invalid"],
    [{ audio: "" }, 422, "media-empty"],
    [{ audio: "what?" }, 400, "request-invalid"],
    [{ url: "https://example.org", priority: "7" }, 400, "request-invalid"],
    [{ url: "https://example.org", prompt: "a\0b" }, 400, "request-invalid"],
    [{ url: "https://example.org", translate: true, task: "transcribe" }, 400, "option-invalid"],
  ])("%j is answered with %s", async (json, status, code) => {
    const answer = await sender.postJson(json);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(await service.jobIds()).toHaveLength(status === 202 ? 1 : 0);
    expect(logged("error")).toEqual([]);
  });

  it("that is none is refused", async () => {
    const { status, body } = await sender.post("{", { "content-type": "application/json" });
    expect({ status, code: body.code }).toEqual({ status: 400, code: "request-invalid" });
  });
});

describe("the idempotency key", () => {
  it("gives the same job again, and refuses another request under it", async () => {
    const key = { "content-type": "audio/wav", "idempotency-key": "monday-1" };
    const first = await sender.post(SOUND, key);
    const second = await sender.post(SOUND, key);
    expect(second).toMatchObject({ status: 202, body: { id: first.body.id } });
    const other = await sender.post(SOUND, key, "?task=translate");
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
    expect(await service.jobIds()).toHaveLength(1);
    expect(await service.storedFiles()).toHaveLength(1);
  });

  it("is refused when it is no key", async () => {
    const answer = await sender.post(SOUND, { "content-type": "audio/wav", "idempotency-key": "k".repeat(256) });
    expect(answer).toMatchObject({ status: 400, body: { code: "request-invalid" } });
  });
});
