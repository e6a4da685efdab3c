import { STATUS_CODES } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SLOW_START_MS } from "../../../test/support/open-service.ts";
import { type Listening, openListening, SAID, SOUND, URL_OF_A_TALK } from "./testing/listening.ts";

// Requests as they are on the wire.

let listening: Listening;
beforeAll(async () => {
  listening = await openListening();
}, SLOW_START_MS);
afterEach(() => listening.service.clear());
afterAll(() => listening.close());

const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "multipart/form-data; boundary=x" };

/** The body of an answer that has been given. */
async function bodyOf(query: string, body: string | Uint8Array = SOUND, headers = {}) {
  const answer = await listening.heard(listening.send(query, body, headers));
  expect(answer.status).toBe(200);
  const { id } = await listening.job();
  expect(answer.headers.get("dg-request-id")).toBe(id);
  expect(answer.headers.get("x-scribewell-job")).toBe(id);
  return JSON.parse(await answer.text());
}

describe("a model", () => {
  it.each([
    ...["nova", "nova-2", "nova-3-medical", "nova-2-phonecall", "enhanced-general", "base", "meeting", "whisper"],
    ...["auto", "NOVA-3"],
  ])("%s is the best there is", async (model) => {
    expect((await bodyOf(`model=${model}`)).metadata).not.toHaveProperty("warnings");
    expect((await listening.job()).parameters).toMatchObject({ model: "auto" });
  });

  it.each(["whisper-base", "onnx/whisper-base"])("%s is one of this server's", async (model) => {
    expect((await bodyOf(`model=${encodeURIComponent(model)}`)).metadata).not.toHaveProperty("warnings");
    expect((await listening.job()).parameters).toMatchObject({ model });
  });

  it("of a size that there is not is said to be another", async () => {
    const { metadata } = await bodyOf("model=whisper-enormous");
    expect(metadata.warnings).toEqual([
      { parameter: "model", type: "unsupported_model", message: expect.stringMatching(/no whisper-enormous here/) },
    ]);
    expect((await listening.job()).parameters).toMatchObject({ model: "auto" });
  });
});

describe("languages", () => {
  it("are several that may be spoken", async () => {
    const { results } = await bodyOf("detect_language=en&detect_language=de-DE");
    expect((await listening.job()).parameters).toMatchObject({ language: null, languages: ["en", "de"] });
    expect(results.channels[0].detected_language).toBe("en");
  });

  it.each([
    ["detect_language=true&language=de", /^`language` was not followed/],
    ["language=zh-Hant", /script that "zh-Hant" names/],
  ])("are not all followed: %s", async (query, message) => {
    const { metadata } = await bodyOf(query);
    expect(metadata.warnings).toEqual([
      { parameter: "language", type: "unsupported_language", message: expect.stringMatching(message) },
    ]);
  });
});

it("names what it does not follow, whether it knows it or not, and not what is off", async () => {
  const { metadata } = await bodyOf("diarize=true&summarize=false&sample_rate=8000&version=v7&tier=nova&topics=false");
  expect(metadata.warnings).toEqual(
    ["version", "diarize", "sample_rate", "tier"].map((parameter) => ({
      parameter,
      type: "unsupported_parameter",
      message: expect.stringMatching(new RegExp(`^\`${parameter}\` was not followed\\. [A-Z]`)),
    })),
  );
});

it("says what turned out later beside what was asked", async () => {
  const said = { ...SAID, warnings: ["A stretch was left out."] };
  const answer = await listening.heard(listening.send("numerals=true"), said);
  expect(JSON.parse(await answer.text()).metadata.warnings).toEqual([
    { parameter: "numerals", type: "unsupported_parameter", message: expect.any(String) },
    { type: "not_as_asked", message: "A stretch was left out." },
  ]);
});

it("says that options do not go into the body", async () => {
  const { metadata } = await bodyOf("", JSON.stringify({ url: URL_OF_A_TALK, punctuate: true }), JSON_TYPE);
  expect(metadata.warnings).toEqual([
    { parameter: "punctuate", type: "unsupported_parameter", message: expect.stringMatching(/into the query/) },
  ]);
});

it("keeps how the answer is to be written, and nothing that is secret", async () => {
  await bodyOf("punctuate=true&search=a&replace=b:c");
  const { asked_as } = await listening.job();
  expect(asked_as).toEqual({
    dialect: "deepgram",
    request: {
      isPunctuated: true,
      hasParagraphs: false,
      utteranceSplit: null,
      tellsLanguage: false,
      search: ["a"],
      replacements: [{ find: "b", by: "c" }],
      tags: [],
      extra: {},
      warnings: [],
    },
  });
});

it("is the same job for the same key", async () => {
  const headers = { "idempotency-key": "once" };
  const first = await bodyOf("punctuate=true", SOUND, headers);
  const again = await listening.send("punctuate=true", SOUND, headers);
  expect(JSON.parse(await again.text())).toEqual(first);
  expect(await listening.service.jobIds()).toHaveLength(1);
  const other = await listening.send("punctuate=false", SOUND, headers);
  expect(other.status).toBe(400);
});

describe("what cannot be done is refused", () => {
  it.each([
    ["encoding=linear16&sample_rate=16000", /raw sound is not taken here\. Send a file .*WAV/],
    ["language=klingon", /`language`: there is no language "klingon"/],
    ["detect_language=klingon", /`detect_language`/],
    ["model=whispering", /no model of that name/],
    ["punctuate=perhaps", /query punctuate: /],
    ["punctuate=true&punctuate=true", /query punctuate: /],
    ["utt_split=-1", /query utt_split: /],
    ["utterances=true&utt_split=soon", /query utt_split: /],
    ["replace=:a", /find:replacement/],
    ["extra=a", /key:value/],
    [`tag=${"a".repeat(129)}`, /query tag: /],
    [`keyterm=${"a".repeat(150)}`, /at most 500 terms of 100 characters/],
    ["callback=https%3A%2F%2Fexample.org%2Fhook&callback_method=PUT", /`callback_method`: .* POST alone/],
    ["callback=somewhere", /`callback`: .*no complete address/],
    ["callback=http%3A%2F%2F127.0.0.2%2Fhook", /`callback`: .*127\.0\.0\.2/],
  ])("%s", async (query, message) => {
    const answer = await listening.send(query);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    const id = answer.headers.get("dg-request-id");
    const body = JSON.parse(await answer.text());
    expect(body).toEqual({ err_code: "Bad Request", err_msg: expect.stringMatching(message), request_id: id });
    expect(await listening.service.jobIds()).toEqual([]);
    expect(await listening.service.storedFiles()).toEqual([]);
  });

  it.each([
    { what: "an empty body", body: "", status: 400, message: /empty/ },
    { what: "no JSON", body: "{", headers: JSON_TYPE, status: 400, message: /not valid JSON/ },
    { what: "no address", body: "{}", headers: JSON_TYPE, status: 400, message: /no `url` that is a text.*Send/ },
    { what: "no object", body: "7", headers: JSON_TYPE, status: 400, message: /no `url` that is a text/ },
    { what: "half an address", body: '{"url":"a.mp3"}', headers: JSON_TYPE, status: 400, message: /no complete http/ },
    { what: "a password", body: '{"url":"https://a:b@c.de"}', headers: JSON_TYPE, status: 400, message: /password/ },
    { what: "a form", body: "--x--", headers: FORM_TYPE, status: 415, message: /Send the bytes of the recording/ },
    { what: "too much", body: "a".repeat(1_000_001), status: 413, message: /larger than/ },
  ])("$what", async ({ body, headers, status, message }) => {
    const answer = await listening.send("", body, headers);
    expect(answer.status).toBe(status);
    expect(JSON.parse(await answer.text())).toEqual({
      err_code: STATUS_CODES[status],
      err_msg: expect.stringMatching(message),
      request_id: expect.any(String),
    });
    expect(await listening.service.jobIds()).toEqual([]);
  });

  it("no body at all", async () => {
    const answer = await fetch(`${listening.service.url}/v1/listen`, { method: "POST" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/has no body\. Send the recording as the body/);
  });
});

describe("a job that fails", () => {
  const failed = async (code: "media-unreadable" | "url-unreachable" | "engine-lost" | "engine-failed") => {
    const [answer] = await Promise.all([
      listening.send("punctuate=true"),
      listening.service.newJob().then((id) => listening.service.fail(id, { code, detail: "It is so.", retry: false })),
    ]);
    return { status: answer.status, body: JSON.parse(await answer.text()), again: answer.headers.get("retry-after") };
  };

  it.each([
    ["media-unreadable", 400, "Bad Request", null],
    ["url-unreachable", 400, "REMOTE_CONTENT_ERROR", null],
    ["engine-lost", 503, "Service Unavailable", "5"],
    ["engine-failed", 500, "INTERNAL_SERVER_ERROR", null],
  ] as const)("of %s is told by its id", async (code, status, err_code, again) => {
    const told = await failed(code);
    const { id } = await listening.job();
    expect(told).toEqual({ status, again, body: { err_code, err_msg: "It is so.", request_id: id } });
  });

  it("raises in the client, once", async () => {
    const answer = listening.media.transcribeFile(SOUND, {}).then(
      () => null,
      (error: unknown) => error,
    );
    const error = { code: "media-empty", detail: "The file is empty.", retry: false } as const;
    const [raised] = await Promise.all([
      answer,
      listening.service.newJob().then((id) => listening.service.fail(id, error)),
    ]);
    expect(raised).toMatchObject({ statusCode: 400, body: { err_code: "Bad Request", err_msg: "The file is empty." } });
    expect((raised as Error).constructor.name).toBe("BadRequestError"); // what is thrown is an error
  });
});
