import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SLOW_START_MS } from "../../../test/support/open-service.ts";
import { type Asking, openAsking, SAID, URL_OF_A_TALK } from "./testing/asking.ts";

// By AssemblyAI's own client.

let asking: Asking;
beforeAll(async () => {
  asking = await openAsking();
}, SLOW_START_MS);
afterEach(() => asking.clear());
afterAll(() => asking.close());

const SAMPLE = "samples/welcome.mp3";
const TEXT = "Hello, you. Ask S Q L. You, and your country.";
const UPLOAD_URL = /^http:\/\/localhost:\d+\/v2\/upload\/[0-9a-f-]{36}$/;

describe("transcribes", () => {
  it.each([
    ["a file", () => SAMPLE],
    ["a stream", () => Readable.toWeb(createReadStream(SAMPLE)) as ReadableStream],
    ["a stream of Node", () => createReadStream(SAMPLE)],
    ["bytes", () => readFile(SAMPLE)],
  ])("%s", async (_, given) => {
    const answer = asking.transcripts.transcribe({ audio: await given() }, { pollingInterval: 10 });
    await asking.service.succeed(await asking.service.newJob(), SAID);
    const transcript = await answer;
    expect(transcript).toMatchObject({ status: "completed", text: TEXT, audio_duration: 10, confidence: 0.75 });
    expect(transcript.audio_url).toMatch(UPLOAD_URL);
    const { source } = await asking.parameters(transcript.id);
    expect(source).toEqual({ kind: "upload", name: null, bytes: (await readFile(SAMPLE)).length, mediaType: null });
  });

  it("what a data URL holds", async () => {
    const { id } = await asking.transcripts.submit({ audio: `data:audio/mpeg;base64,${btoa("some sound")}` });
    expect((await asking.parameters(id)).source).toMatchObject({ kind: "upload", bytes: 10 });
  });

  it("an address, as it stands from moment to moment", async () => {
    const submitted = await asking.transcripts.submit({ audio: URL_OF_A_TALK });
    const { id } = submitted;
    expect(submitted).toMatchObject({
      status: "queued",
      audio_url: URL_OF_A_TALK,
      text: null,
      words: null,
      error: null,
    });
    expect(submitted).not.toHaveProperty("language_code");
    const { db } = asking.service.services;
    await db.updateTable("jobs").set({ state: "running" }).where("id", "=", id).execute();
    expect((await asking.transcripts.get(id)).status).toBe("processing");
    const ready = asking.transcripts.waitUntilReady(id, { pollingInterval: 10 });
    await asking.service.succeed(id, SAID);
    expect(await ready).toMatchObject({ status: "completed", language_code: "en", speech_model_used: SAID.model });
  });

  it("until it fails or is cancelled, and says why", async () => {
    const { id } = await asking.transcripts.submit({ audio: URL_OF_A_TALK });
    await asking.service.fail(id, { code: "url-unreachable", detail: "example.org does not answer.", retry: true });
    const failed = await asking.transcripts.waitUntilReady(id);
    expect(failed).toMatchObject({ status: "error", error: "example.org does not answer.", text: null });
    const second = await asking.transcripts.submit({ audio: URL_OF_A_TALK });
    await asking.ask("DELETE", `/api/v1/jobs/${second.id}`);
    const cancelled = await asking.transcripts.get(second.id);
    expect(cancelled).toMatchObject({ status: "error", error: "The transcription was cancelled." });
  });
});

describe("an upload", () => {
  it("serves several transcripts, under whatever name this server was asked", async () => {
    const address = await asking.files.upload(Buffer.from("some sound"));
    expect(address).toMatch(UPLOAD_URL);
    const elsewhere = address.replace(/localhost:\d+/, "speech.example.org");
    for (const audio_url of [address, elsewhere]) {
      const { id } = await asking.transcripts.submit({ audio_url });
      expect((await asking.parameters(id)).source).toMatchObject({ kind: "upload", bytes: 10 });
    }
    expect(await asking.service.storedFiles()).toHaveLength(1);
  });

  it.each(["audio/mpeg", "application/json", "application/x-www-form-urlencoded", "text/plain"])(
    "is taken whatever is said of it: %s",
    async (type) => {
      const { status, body } = await asking.ask("POST", "/v2/upload", "some sound", { "content-type": type });
      expect([status, body]).toEqual([200, { upload_url: expect.stringMatching(UPLOAD_URL) }]);
    },
  );

  it.each(["https", "https, http"])("says https where something before the service speaks it: %s", async (scheme) => {
    const { body } = await asking.ask("POST", "/v2/upload", "some sound", { "x-forwarded-proto": scheme });
    expect(body.upload_url).toMatch(/^https:\/\/localhost/);
  });

  it("is named by the address that the settings say, and so are lists", async () => {
    const publicUrl = "https://speech.example.org";
    const one = await openAsking({ publicUrl });
    const upload = await one.ask("POST", "/v2/upload", "some sound");
    const list = await one.ask("GET", "/v2/transcript");
    expect(upload.body.upload_url).toMatch(/^https:\/\/speech\.example\.org\/v2\/upload\//);
    expect(list.body.page_details.current_url).toBe(`${publicUrl}/v2/transcript`);
    await one.close();
  });

  it("of nothing, and one that is not there, are bad requests", async () => {
    const empty = await asking.ask("POST", "/v2/upload", "", { "content-type": "audio/mpeg" });
    expect([empty.status, empty.body]).toEqual([400, { error: expect.stringMatching(/empty|no body/) }]);
    const audio_url = `${asking.service.url}/v2/upload/${crypto.randomUUID()}`;
    const unknown = await asking.submit({ audio_url });
    expect([unknown.status, unknown.body]).toEqual([400, { error: expect.stringMatching(/no such upload.*again/) }]);
    expect(await asking.service.jobIds()).toEqual([]);
  });
});

it("is written with milliseconds, word by word", async () => {
  const { words, utterances } = await asking.transcripts.get(await asking.heard());
  expect(utterances).toBeNull();
  expect(words?.slice(0, 2)).toEqual([
    { text: "Hello,", start: 500, end: 1000, confidence: 0.5, speaker: null },
    { text: "you.", start: 1000, end: 1250, confidence: 1, speaker: null },
  ]);
});

it("has channels for speakers, where they were to be heard apart", async () => {
  const segments = SAID.segments.map((segment, channel) => ({ ...segment, channel }));
  const id = await asking.heard({ multichannel: true }, { ...SAID, segments });
  const { utterances, multichannel } = await asking.transcripts.get(id);
  expect(multichannel).toBe(true);
  expect(utterances?.map(({ speaker, channel, start, end }) => [speaker, channel, start, end])).toEqual([
    ["1", "1", 500, 3000],
    ["2", "2", 7000, 9500],
  ]);
});

it("says again what was asked, and never the secret of a webhook", async () => {
  const asked = {
    language_code: "en_us",
    word_boost: ["aws"],
    keyterms_prompt: ["Kubernetes"],
    prompt: "A talk.",
    boost_param: null,
    audio_start_from: 1000,
    audio_end_at: 5000,
    filter_profanity: true,
    disfluencies: true,
    speech_model: "best",
    webhook_url: "http://127.0.0.1:8099/hook",
    webhook_auth_header_name: "X-Secret",
  };
  const submitted = await asking.submit({ ...asked, webhook_auth_header_value: "a great secret" });
  expect(submitted.body.error).toBeNull();
  const { id } = submitted.body;
  const { body } = await asking.ask("GET", `/v2/transcript/${id}`);
  expect(body).toMatchObject({ ...asked, webhook_auth: true, language_detection: false, warnings: [] });
  expect(body).not.toHaveProperty("webhook_auth_header_value");
  // Some clients read these without asking whether they are null.
  expect(body).not.toHaveProperty("iab_categories_result");
  expect(body).not.toHaveProperty("content_safety_labels");
  expect(JSON.stringify(await asking.parameters(id))).not.toContain("a great secret");
});

it("shows a job that came in other words too", async () => {
  const { body } = await asking.ask("POST", "/api/v1/transcribe", { url: URL_OF_A_TALK, vocabulary: ["Nguyen"] });
  await asking.service.succeed(body.id, SAID);
  expect(await asking.transcripts.get(body.id)).toMatchObject({
    text: TEXT,
    audio_url: URL_OF_A_TALK,
    keyterms_prompt: ["Nguyen"],
    language_detection: true,
  });
});

describe("erasing", () => {
  it("takes recording, upload and text, and says so", async () => {
    const audio_url = await asking.files.upload(Buffer.from("some sound"));
    const id = await asking.heard({ audio_url });
    const erased = await asking.transcripts.delete(id);
    expect(erased).toMatchObject({
      id,
      status: "completed",
      text: null,
      words: null,
      audio_url: "http://deleted_by_user",
    });
    expect(await asking.service.storedFiles()).toEqual([]);
    await expect(asking.transcripts.get(id)).rejects.toThrow("Transcript not found");
    await expect(asking.transcripts.submit({ audio_url })).rejects.toThrow(/no such upload/);
  });

  it("leaves another transcript of the same upload alone", async () => {
    const audio_url = await asking.files.upload(Buffer.from("some sound"));
    const [first, second] = [await asking.heard({ audio_url }), await asking.heard({ audio_url })];
    await asking.transcripts.delete(first);
    expect(await asking.service.storedFiles()).toHaveLength(1);
    expect((await asking.transcripts.get(second)).text).toBe(TEXT);
  });

  it("ends what is not done", async () => {
    const { id } = await asking.transcripts.submit({ audio: URL_OF_A_TALK });
    expect(await asking.transcripts.delete(id)).toMatchObject({ status: "queued", text: null });
    expect(await asking.service.jobIds()).toEqual([]);
  });
});

describe("what is not there is not found", () => {
  const id = "0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11";
  it.each([
    ["GET", `/v2/transcript/${id}`],
    ["GET", "/v2/transcript/no-id"],
    ["DELETE", `/v2/transcript/${id}`],
    ["GET", `/v2/transcript/${id}/sentences`],
    ["GET", `/v2/transcript/${id}/srt`],
    ["GET", `/v2/transcript/${id}/redacted-audio`],
  ])("%s %s", async (method, path) => {
    const { status, body } = await asking.ask(method, path);
    expect([status, body]).toEqual([404, { error: expect.stringMatching(/^Transcript not found/) }]);
  });
});
