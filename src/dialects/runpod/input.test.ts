import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import type { Services } from "../../services.ts";
import { dialectRoutes } from "../routes.ts";
import { Envelope, handlingOf } from "./envelope.ts";
import { findModel } from "./model-names.ts";
import { asker, SAID, URL_OF_A_TALK } from "./testing/asking.ts";

let service: OpenService;
let ask: ReturnType<typeof asker>;
beforeAll(async () => {
  service = await openService({ dialects: dialectRoutes, maxUploadBytes: 40e6 });
  ask = asker(service.url);
}, SLOW_START_MS);
afterEach(() => service.clear());
afterAll(() => service.close());

/** The row of the one job there is. */
const row = () => service.services.db.selectFrom("jobs").selectAll().executeTakeFirstOrThrow();

/** What comes out of a job that is heard. */
async function outputOf(id: string) {
  await service.succeed(await service.newJob(), SAID);
  return (await ask.get(`/whisper/status/${id}`)).body.output;
}

const DEFAULTS = {
  audio_base64: null,
  model: "base",
  transcription: "plain_text",
  translate: false,
  translation: "plain_text",
  language: null,
  temperature: 0,
  best_of: 5,
  beam_size: 5,
  patience: 1,
  length_penalty: 0,
  suppress_tokens: "-1",
  initial_prompt: null,
  condition_on_previous_text: true,
  temperature_increment_on_fallback: 0.2,
  compression_ratio_threshold: 2.4,
  logprob_threshold: -1,
  no_speech_threshold: 0.6,
  enable_vad: false,
  word_timestamps: false,
};

describe("an input", () => {
  it("that says all defaults asks for what one without them does, and is followed without a warning", async () => {
    const { body } = await ask.run(DEFAULTS, "whisper-strict");
    expect((await row()).parameters).toEqual({
      model: "onnx/whisper-base",
      language: null,
      task: "transcribe",
      prompt: null,
    });
    const output = await outputOf(body.id);
    expect(output.model).toBe("base");
    expect(Object.keys(output)).not.toContain("warnings");
    expect(Object.keys(output)).not.toContain("word_timestamps");
  });

  it("is followed", async () => {
    const followed = { model: "turbo", language: "German", initial_prompt: "Donau", beam_size: 3, enable_vad: true };
    const { body } = await ask.run({ ...followed, word_timestamps: true, condition_on_previous_text: false });
    expect((await row()).parameters).toEqual({
      model: "onnx/whisper-large-v3-turbo",
      language: "de",
      task: "transcribe",
      prompt: "Donau",
      beamSize: 3,
    });
    const { word_timestamps: words, warnings } = await outputOf(body.id);
    expect(words).toEqual([
      { word: " Four", start: 0, end: 0.4 },
      { word: " score", start: 0.4, end: 1 },
    ]);
    expect(warnings).toEqual(["`word_timestamps` are not all there: this model does not tell them."]);
  });

  it.each([
    ["plain_text", "Four score --> and seven. 年前"],
    ["formatted_text", "Four score --> and seven.\n年前"],
    ["srt", "1\n00:00:00,000 --> 00:00:03,100\nFour score -> and seven.\n\n2\n01:02:03,004 --> 01:02:04,500\n年前\n\n"],
    ["vtt", "00:00:00.000 --> 00:00:03.100\nFour score -> and seven.\n\n01:02:03.004 --> 01:02:04.500\n年前\n\n"],
  ])("is written as %s", async (transcription, text) => {
    const { body } = await ask.run({ transcription });
    expect((await outputOf(body.id)).transcription).toBe(text);
  });

  it("may have numbers as text, null for the default, lists of tokens, and words for yes", async () => {
    const loose = { temperature: "0.0", best_of: "5", beam_size: "2", patience: null, length_penalty: "0" };
    const { body } = await ask.run({
      ...loose,
      model: null,
      suppress_tokens: [-1],
      word_timestamps: "true",
      enable_vad: 1,
    });
    expect((await row()).parameters).toMatchObject({ beamSize: 2, model: "onnx/whisper-base" });
    const { warnings, word_timestamps: words } = await outputOf(body.id);
    expect([warnings.length, words.length]).toEqual([1, 2]);
  });

  it("says of all that is not done as asked", async () => {
    const { body } = await ask.post("/whisper/run", {
      input: {
        audio: URL_OF_A_TALK,
        transcription: "plain text",
        translate: true,
        beam_size: 20,
        temperature: 0.4,
        best_of: 1,
        patience: 2,
        length_penalty: 1,
        suppress_tokens: [1, 2],
        model: "distil-large-v3",
        temperature_increment_on_fallback: 0.1,
        compression_ratio_threshold: 2,
        logprob_threshold: -2,
        no_speech_threshold: 0.5,
        hotwords: "x",
        "\u0000\ud800": 1,
      },
      webhook: "https://example.org/hook",
      webhookV2: "https://example.org/other",
      s3Config: { accessId: "an-id", accessSecret: "a-secret", bucketName: "b", endpointUrl: "https://example.org" },
      policy: { executionTimeout: 5_000, ttl: 604_800_000, lowPriority: true, tries: 2 },
      priority: 3,
    });
    const kept = JSON.stringify(await row());
    expect(kept).not.toMatch(/a-secret|an-id/);
    expect(JSON.stringify(service.lines())).not.toMatch(/a-secret|an-id|hotwords/);
    const { warnings, model, translation, transcription } = await outputOf(body.id);
    expect([model, translation, transcription]).toEqual([SAID.model, null, "Four score --> and seven. 年前"]);
    expect(
      warnings.map((warning: string) => warning.replace(/ (was not followed|cannot be had|is not known).*$/, "")),
    ).toEqual([
      ...["`policy.executionTimeout`", "`webhookV2`", "`s3Config`", "`priority`", "`policy.tries`"],
      ...['The model "distil-large-v3"', "`transcription`", "`translate`", "`beam_size`", "`temperature`"],
      ...["`best_of`", "`patience`", "`length_penalty`", "`suppress_tokens`"],
      ...["`temperature_increment_on_fallback`", "`compression_ratio_threshold`", "`logprob_threshold`"],
      ...["`no_speech_threshold`", "`hotwords`", "`??`"],
    ]);
  });

  it("names of many unknown fields only the first", async () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`field-${index}`, index]));
    const { warnings } = await outputOf((await ask.run(many)).body.id);
    expect([warnings.length, warnings.at(-1)]).toEqual([21, "980 more are not known here and were not followed."]);
  });

  it.each([
    ["large-v3", "whispercpp/whisper-large-v3", 0],
    ["large", "whispercpp/whisper-large-v3", 0],
    ["whisper-small.en", "onnx/whisper-small.en", 0],
    ["onnx/moonshine-tiny", "onnx/moonshine-tiny", 0],
    ["auto", "auto", 0],
    ["constructor", "auto", 1],
  ])("may name the model %s", async (model, used, warnings) => {
    await ask.run({ model });
    const { parameters, asked_as } = await row();
    expect([parameters.model, asked_as?.request.warnings]).toEqual([
      used,
      Array.from({ length: warnings }, () => expect.any(String)),
    ]);
  });

  it("that names a model which cannot run here is heard by another, and says so", async () => {
    const engines = { states: () => [] } as unknown as Services["engines"]; // nothing else is asked of them
    const engineReports = async () => [{ engine: "onnx", state: "missing", detail: "It is not installed." }] as const;
    const services = { ...service.services, engines, engineReports } as unknown as Services; // neither of the rest
    const asked = { isGiven: true, isStrict: false, allowed: null };
    expect(await findModel(services, { ...asked, name: "base" })).toMatchObject({ model: "whispercpp/whisper-base" });
    expect(await findModel(services, { ...asked, name: "onnx/whisper-base" })).toEqual({
      model: "auto",
      name: null,
      warnings: [expect.stringMatching(/onnx\/whisper-base.*cannot be had/)],
    });
  });

  it("may hold the recording", async () => {
    const audio = Buffer.from("some sound").toString("base64");
    expect((await ask.post("/whisper/run", { input: { audio_base64: audio } })).status).toBe(200);
    expect((await row()).source).toMatchObject({ kind: "upload", bytes: 10 });
  });

  it("is handled as its policy asks", async () => {
    const policy = { ttl: 60_500, lowPriority: true, executionTimeout: null };
    await ask.post("/whisper/run", { input: { audio: URL_OF_A_TALK }, policy, s3Config: null, webhook: "" });
    const { priority, expires_at } = await row();
    expect(priority).toBe(-10);
    expect((Number(expires_at) - Date.now()) / 1000).toBeGreaterThan(55);
    expect((Number(expires_at) - Date.now()) / 1000).toBeLessThan(61.5);
  });

  it("is kept no longer than anything is here", () => {
    const body = Envelope.parse({ input: {}, policy: { ttl: 604_800_000 } });
    const warnings = ["`policy.ttl` was shortened: jobs are kept for 60 s here at most."];
    expect(handlingOf(body, { retention: { mostSeconds: 60 } })).toEqual({ handling: { keepSeconds: 60 }, warnings });
    expect(handlingOf(body, {})).toEqual({ handling: { keepSeconds: 604_800 }, warnings: [] });
  });

  it("is told that how long it is kept is settled", async () => {
    const { body } = await ask.run({});
    const { headers } = await ask.get(`/whisper/status/${body.id}?ttl=5000`);
    expect(headers.get("x-scribewell-warnings")).toContain("ttl");
  });
});

describe("a wrong input opens no job", () => {
  const strict = { "x-scribewell-strict": "true" };
  const should = (name: string, wanted: string, given: string) =>
    `${name} should be <class '${wanted}'> type, not <class '${given}'>.`;

  it.each([
    [{ foo: 1 }, ["Unexpected input. foo is not a valid input option."]],
    [{ temperature: "0" }, [should("temperature", "float", "str")]],
    [{ patience: null }, [should("patience", "float", "NoneType")]],
    [{ model: null }, [should("model", "str", "NoneType")]],
    [{ best_of: 5.5 }, [should("best_of", "int", "float")]],
    [{ translate: "true" }, [should("translate", "bool", "str")]],
    [{ translate: 1 }, [should("translate", "bool", "int")]],
    [{ suppress_tokens: [-1] }, [should("suppress_tokens", "str", "list")]],
    [{ language: {} }, [should("language", "str", "dict")]],
    [
      { b: 1, temperature: "0", model: 5, a: 2 },
      [
        ...["Unexpected input. b is not a valid input option.", "Unexpected input. a is not a valid input option."],
        ...[should("model", "str", "int"), should("temperature", "float", "str")],
      ],
    ],
    [{ audio: null }, "Must provide either audio or audio_base64"],
    [{ audio_base64: "AAAA" }, "Must provide either audio or audio_base64, not both"],
    [{ model: "distil-large-v3" }, expect.stringMatching(/^Invalid model name: distil-large-v3. .*large-v3, turbo$/)],
  ])("as RunPod says it, where that is asked for: %j", async (wrong, error) => {
    const input = { audio: URL_OF_A_TALK, ...wrong };
    const answers = [
      await ask.post("/whisper-strict/run", { input }),
      await ask.post("/whisper/runsync?wait=1000", { input }, strict),
    ];
    for (const { status, body } of answers) expect([status, body]).toEqual([400, { error }]);
    expect(await service.jobIds()).toEqual([]);
  });

  it.each([{ temperature: 0 }, { temperature: true }, { best_of: true }, { audio_base64: null, language: null }])(
    "but what RunPod takes is taken: %j",
    async (given) => {
      expect((await ask.run(given, "whisper-strict")).status).toBe(200);
    },
  );

  it.each([
    [
      { temperature: "warm", best_of: 1.5, translate: "perhaps" },
      [/^translate .*true or false/, /^temperature .*a number/, /^best_of/],
    ],
    [{ initial_prompt: "a\u0000" }, [/^initial_prompt: Invalid text/]],
    [{ audio: 5 }, [/^audio is to be text/]],
    [{ audio: null }, /Must provide/],
    [{ audio: "ftp://example.org/talk.mp3" }, /^`audio` is no complete http/],
    [{ audio: "https://me:secret@example.org/talk.mp3" }, /^`audio` has a user name/],
    [{ audio: null, audio_base64: "!!" }, /^`audio_base64`: this is not base64.*as `audio`/],
    [{ language: "klingon" }, /klingon/],
    [{ model: "openai/whisper-1" }, /remote/],
  ])("as this service says it: %j", async (wrong, error) => {
    const { status, body } = await ask.run(wrong);
    expect(status).toBe(JSON.stringify(wrong).includes("openai/") ? 403 : 400);
    if (Array.isArray(error)) expect(body).toEqual({ error: error.map((one) => expect.stringMatching(one)) });
    else expect(body).toEqual({ error: expect.stringMatching(error) });
    expect([await service.jobIds(), await service.storedFiles()]).toEqual([[], []]);
  });

  it.each([
    [{}, 400, /input: .*name.* the recording/],
    [{ input: [] }, 400, /input/],
    [{ input: { audio: URL_OF_A_TALK }, policy: { ttl: 5 } }, 400, /policy.ttl: .*10000/],
    [{ input: { audio: URL_OF_A_TALK }, policy: { executionTimeout: 7e8 } }, 400, /executionTimeout: .*604800000/],
    [{ input: { audio: URL_OF_A_TALK }, webhook: "nowhere" }, 400, /address|http/],
    [{ input: { audio: URL_OF_A_TALK }, webhook: "http://127.0.0.2/hook" }, 400, /network|127/],
    ["no json", 400, /not valid JSON/],
    ["", 400, /empty/],
  ])("nor does what is around it: %j", async (body, status, error) => {
    const answer = await ask.post("/whisper/run", body);
    expect([answer.status, answer.body]).toEqual([status, { error: expect.stringMatching(error) }]);
    expect(await service.jobIds()).toEqual([]);
  });

  it("says of what is too large what to do with it", async () => {
    const { status, body } = await ask.run({ audio: null, audio_base64: "A".repeat(30e6) });
    expect([status, body]).toEqual([413, { error: expect.stringMatching(/30 MB.*address.*`audio`/) }]);
  });

  it("says which type it reads, which endpoints there can be, and how long it waits", async () => {
    const xml = await ask.post("/whisper/run", "<input/>", { "content-type": "text/xml" });
    expect([xml.status, typeof xml.body.error]).toEqual([415, "string"]);
    const odd = await ask.run({}, "a%20b");
    expect([odd.status, odd.body]).toEqual([400, { error: expect.stringMatching(/endpoint.*letters/) }]);
    const hasty = await ask.post("/whisper/runsync?wait=5", { input: { audio: URL_OF_A_TALK } });
    expect([hasty.status, hasty.body]).toEqual([400, { error: expect.stringMatching(/wait.*1000 to 300000/) }]);
  });
});
