import OpenAI, { BadRequestError, NotFoundError, toFile } from "openai";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS, TRANSCRIPT } from "../../../test/support/open-service.ts";
import { SOON_MS } from "../../../test/support/patience.ts";
import type { Transcript } from "../../domain/transcript.ts";
import { countAnswers } from "../../http/routes/testing/count-answers.ts";
import { countListeners } from "../../http/routes/testing/count-listeners.ts";
import { dialectRoutes } from "../routes.ts";

// By OpenAI's own client.

const SAID: Transcript = {
  ...TRANSCRIPT,
  seconds: 5.2,
  segments: [
    {
      start: 0,
      end: 2.5,
      text: "Ask not what.",
      confidence: 0.9,
      words: [
        { start: 0, end: 0.5, text: "Ask", confidence: 0.9 },
        { start: 0.5, end: 1, text: "not", confidence: 0.8 },
        { start: 1, end: 2.5, text: "what.", confidence: 1 },
      ],
    },
    { start: 4.8, end: 5.2, text: "Your country." },
  ],
};
const TEXT = "Ask not what. Your country.";

let service: OpenService;
let openai: OpenAI;
const answers = countAnswers("/v1/audio/transcriptions");
beforeAll(async () => {
  service = await openService({ dialects: dialectRoutes, onRoute: answers.onRoute });
  openai = new OpenAI({ baseURL: `${service.url}/v1`, apiKey: "any", maxRetries: 0 });
}, SLOW_START_MS);
afterEach(() => service.clear());
afterAll(() => service.close());

const recording = (bytes = "some sound") => toFile(Buffer.from(bytes), "talk.mp3", { type: "audio/mpeg" });

/** What the client gets for a recording that is heard as given. */
async function heard<Answer>(answer: Promise<Answer>, transcript: Transcript = SAID): Promise<Answer> {
  await service.succeed(await service.newJob(), transcript);
  return answer;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function parameters() {
  const { parameters: asked } = await service.services.db
    .selectFrom("jobs")
    .select("parameters")
    .executeTakeFirstOrThrow();
  return asked;
}

describe("a transcription", () => {
  it("is text in json", async () => {
    const file = await recording();
    const answer = await heard(openai.audio.transcriptions.create({ file, model: "whisper-1" }));
    expect(answer).toEqual({ text: TEXT, usage: { type: "duration", seconds: 6 } });
    expect(await parameters()).toMatchObject({ model: "auto", language: null, task: "transcribe" });
  });

  it("takes what is asked in words of the house", async () => {
    const file = await recording();
    await heard(
      openai.audio.transcriptions.create({
        file,
        model: "gpt-4o-transcribe",
        language: "de",
        prompt: "Donaudampfschiff",
        temperature: 0,
        chunking_strategy: "auto",
      }),
    );
    expect(await parameters()).toMatchObject({ model: "auto", language: "de", prompt: "Donaudampfschiff" });
  });

  it("has times in verbose_json, of segments or words as asked", async () => {
    const file = await recording();
    const asked = { file, model: "whisper-1", response_format: "verbose_json" } as const;
    const segments = await heard(openai.audio.transcriptions.create(asked));
    expect(segments).toMatchObject({ task: "transcribe", language: "english", duration: 5.2, text: TEXT });
    expect(segments).not.toHaveProperty("words");
    expect(segments.segments?.[0]).toEqual({
      id: 0,
      seek: 0,
      start: 0,
      end: 2.5,
      text: "Ask not what.",
      tokens: [],
      temperature: 0,
      avg_logprob: Math.log(0.9),
      compression_ratio: expect.closeTo(0.6, 0),
      no_speech_prob: 0,
    });
    await service.clear();
    const words = await heard(openai.audio.transcriptions.create({ ...asked, timestamp_granularities: ["word"] }));
    expect(words).not.toHaveProperty("segments");
    expect(words.words?.[1]).toEqual({ word: "not", start: 0.5, end: 1 });
  });

  it.each([
    ["text", `${TEXT}\n`, "text/plain; charset=utf-8"],
    ["srt", /^1\n00:00:00,000 --> 00:00:02,/, "application/x-subrip; charset=utf-8"],
    ["vtt", /^WEBVTT\n\n00:00:00.000 --> /, "text/vtt; charset=utf-8"],
  ] as const)("is written as %s", async (response_format, text, type) => {
    const file = await recording();
    const asked = openai.audio.transcriptions.create({ file, model: "whisper-1", response_format });
    const { data, response } = await heard(asked.withResponse());
    if (typeof text === "string") expect(data).toBe(text);
    else expect(data).toMatch(text);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("x-scribewell-job")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("tells how sure words are, where the model tells it of all", async () => {
    const file = await recording();
    const asked = { file, model: "gpt-4o-transcribe", include: ["logprobs" as const] };
    const sure = { ...SAID, segments: SAID.segments.slice(0, 1) };
    const { logprobs } = await heard(openai.audio.transcriptions.create(asked), sure);
    expect(logprobs?.map(({ token }) => token).join("")).toBe("Ask not what.");
    expect(logprobs?.[1]?.logprob).toBeCloseTo(Math.log(0.8));
    await service.clear();
    const answer = await heard(openai.audio.transcriptions.create(asked));
    expect(answer).toMatchObject({ warnings: ["There are no `logprobs`: this model does not tell them."] });
  });

  it("says what is not done as asked", async () => {
    const file = await recording();
    const more = { hotwords: "x", known_speaker_names: ["agent"] };
    const asked = { file, model: "whisper-1", temperature: 0.4, ...more };
    const chunking = { chunking_strategy: { type: "server_vad", silence_duration_ms: 300 } as const };
    const answer = await heard(openai.audio.transcriptions.create({ ...asked, ...chunking }));
    expect(answer).toMatchObject({
      warnings: [
        expect.stringMatching(/^`temperature`/),
        expect.stringMatching(/^`chunking_strategy`/),
        expect.stringMatching(/^Known speakers/),
        "`hotwords` is not known here and was not followed.",
      ],
    });
    await service.clear();
    const text = openai.audio.transcriptions.create({ ...asked, response_format: "text" });
    const { response } = await heard(text.withResponse());
    expect(response.headers.get("x-scribewell-warnings")).toMatch(/temperature.*hotwords/);
  });

  it("comes as it is heard, in the order in which it was said", async () => {
    const file = await recording();
    const stream = await openai.audio.transcriptions.create({ file, model: "gpt-4o-transcribe", stream: true });
    await service.succeed(await service.newJob(), SAID);
    const events = await all(stream);
    expect(events).toEqual([
      { type: "transcript.text.delta", delta: "Ask not what." },
      { type: "transcript.text.delta", delta: " Your country." },
      { type: "transcript.text.done", text: TEXT, usage: { type: "duration", seconds: 6 } },
    ]);
  });

  it("is the same job for the same key", async () => {
    const file = await recording();
    const headers = { "idempotency-key": "once" };
    const answers = [1, 2].map(() => openai.audio.transcriptions.create({ file, model: "whisper-1" }, { headers }));
    await heard(answers[0] as Promise<unknown>);
    expect(await answers[1]).toMatchObject({ text: TEXT });
    expect(await service.jobIds()).toHaveLength(1);
  });
});

it("translates", async () => {
  const answer = openai.audio.translations.create({ file: await recording(), model: "whisper-1" });
  expect(await heard(answer, { ...SAID, task: "translate", language: "fr" })).toMatchObject({ text: TEXT });
  expect(await parameters()).toMatchObject({ task: "translate" });
});

const FORM = "multipart/form-data; boundary=x";
const TEXT_FILE = '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nabc\r\n--x--\r\n';

describe("what cannot be done", () => {
  const refusal = (asked: object) =>
    recording().then((file) =>
      openai.audio.transcriptions.create({ file, model: "whisper-1", ...asked }).then(
        () => null,
        (error: unknown) => error,
      ),
    );

  it.each([
    [{ response_format: "diarized_json" }, "response_format", /verbose_json/],
    [{ response_format: "docx" }, "response_format", /expected one of/],
    [{ temperature: 7 }, "temperature", /<=1/],
    [{ language: "klingon" }, "language", /klingon/],
    [{ timestamp_granularities: ["letter"] }, "timestamp_granularities", /expected one of/],
  ])("is refused by the name of its field: %j", async (asked, param, message) => {
    const error = await refusal(asked);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ status: 400, param, code: "request-invalid", type: "invalid_request_error" });
    expect(String(error)).toMatch(message);
    expect(await service.storedFiles()).toEqual([]);
  });

  it("is a model that nobody knows", async () => {
    const error = await refusal({ model: "whisper-99" });
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ code: "model_not_found", param: "model" });
  });

  it("is told with the code of the job, and is not tried again", async () => {
    const file = await recording();
    const patient = new OpenAI({ baseURL: `${service.url}/v1`, apiKey: "any", maxRetries: 2 });
    const answer = patient.audio.transcriptions.create({ file, model: "whisper-1" }).catch((error: unknown) => error);
    const error = { code: "media-unreadable", detail: "The file cannot be read.", retry: false } as const;
    await service.fail(await service.newJob(), error);
    expect(await answer).toMatchObject({ status: 400, code: "media-unreadable", param: null });
    expect(await service.jobIds()).toHaveLength(1);
  });

  it("raises in the middle of a stream", async () => {
    const file = await recording();
    const stream = await openai.audio.transcriptions.create({ file, model: "gpt-4o-transcribe", stream: true });
    await service.fail(await service.newJob(), { code: "media-empty", detail: "The file is empty.", retry: false });
    await expect(all(stream)).rejects.toThrow(/empty|job-failed/);
  });

  it.each([
    { what: "no form", type: "application/json", body: "{}", status: 415, code: "media-type-unsupported", param: null },
    { what: "no file", type: FORM, body: "--x--\r\n", status: 400, code: "request-invalid", param: "file" },
    { what: "a file as text", type: FORM, body: TEXT_FILE, status: 400, code: "request-invalid", param: "file" },
  ])("is $what", async ({ type, body, status, code, param }) => {
    const answer = await fetch(`${service.url}/v1/audio/transcriptions`, {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("x-should-retry")).toBe("false");
    expect(await answer.json()).toEqual({
      error: { message: expect.any(String), type: "invalid_request_error", param, code },
    });
  });
});

it.each([false, true])("takes its job with it when a client goes, and nobody is warned: stream %s", async (stream) => {
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = countListeners(service.services.news);
  const asked = { file: await recording(), model: "whisper-1" };
  const { transcriptions } = openai.audio;
  const answer = (
    stream
      ? transcriptions.create({ ...asked, stream: true }, { signal }).then(all)
      : transcriptions.create(asked, { signal })
  ).catch(() => "gone");
  const id = await service.newJob();
  await expect.poll(waiting.count, { timeout: SOON_MS }).toBe(1);
  const [answered, logged] = [answers.count(), service.lines().length];
  controller.abort();
  await answer;
  const state = () => service.services.db.selectFrom("jobs").select("state").where("id", "=", id).executeTakeFirst();
  await expect.poll(state, { timeout: SOON_MS }).toEqual({ state: "cancelled" });
  if (!stream) await expect.poll(answers.count, { timeout: SOON_MS }).toBe(answered + 1);
  waiting.stop();
  const lines = service.lines().slice(logged);
  expect(lines.filter(({ level }) => level !== "debug" && level !== "info")).toEqual([]);
});

it("lists what `model` may name", async () => {
  const names = (await all(openai.models.list())).map(({ id }) => id);
  expect(names).toContain("whisper-1");
  expect(names).toContain("onnx/whisper-base");
  expect(names.join()).not.toContain("vad/");
  expect(await openai.models.retrieve("onnx/whisper-base")).toMatchObject({ object: "model", owned_by: "scribewell" });
  await expect(openai.models.retrieve("none")).rejects.toMatchObject({ status: 404, code: "model_not_found" });
});
