import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SLOW_START_MS } from "../../../test/support/open-service.ts";
import { type Asking, openAsking } from "./testing/asking.ts";

let asking: Asking;
beforeAll(async () => {
  asking = await openAsking();
}, SLOW_START_MS);
afterEach(() => asking.clear());
afterAll(() => asking.close());

/** What is done about a request, and what is said of it. */
async function done(params: object) {
  const { status, body, headers } = await asking.submit(params);
  expect([status, body.error]).toEqual([200, null]);
  const { parameters } = await asking.parameters(body.id);
  return { parameters, warnings: body.warnings as string[], header: headers.get("x-scribewell-warnings"), body };
}

describe("is followed, without a warning", () => {
  const USUAL = { model: "auto", language: null, task: "transcribe", prompt: null, disfluencies: "remove" };
  it.each([
    [{}, {}],
    [{ language_code: "en_us" }, { language: "en" }],
    [{ language_code: "de_ch" }, { language: "de" }],
    [{ language_code: null, language_detection: true }, {}],
    [{ language_codes: ["en", "es"] }, { languages: ["en", "es"] }],
    [
      { language_detection: true, language_detection_options: { expected_languages: ["en", "de"] } },
      { languages: ["en", "de"] },
    ],
    [{ language_detection: true, language_detection_options: { expected_languages: ["all"] } }, {}],
    [{ speech_model: "best" }, {}],
    [{ speech_model: "slam-1" }, {}],
    [{ speech_models: ["universal-3-pro", "universal-2"] }, {}],
    [{ speech_model: "whisper-base" }, { model: "whisper-base" }],
    [{ speech_models: ["universal", "onnx/whisper-base"] }, { model: "onnx/whisper-base" }],
    [{ disfluencies: true }, { disfluencies: undefined }],
    [{ filter_profanity: true }, { profanity: "mask" }],
    [{ multichannel: true }, { channels: "apart" }],
    [{ dual_channel: true }, { channels: "apart" }],
    [{ prompt: "Names." }, { prompt: "Names." }],
    [{ keyterms_prompt: ["a", "b"], word_boost: ["b", "c"] }, { vocabulary: ["a", "b", "c"] }],
    [
      { audio_start_from: 1500, audio_end_at: 9000 },
      { fromSeconds: 1.5, toSeconds: 9 },
    ],
    [{ punctuate: true, format_text: true, speaker_labels: false, summarization: false, redact_pii: null }, {}],
    [{ temperature: 0, boost_param: "default", word_boost: [], speech_threshold: 0, topics: [] }, {}],
  ])("%j", async (params, parameters) => {
    const { warnings, header, ...made } = await done(params);
    expect([warnings, header]).toEqual([[], null]);
    expect(made.parameters).toEqual(JSON.parse(JSON.stringify({ ...USUAL, ...parameters })));
  });
});

describe("is told not to be followed", () => {
  it.each([
    [{ speaker_labels: true, speakers_expected: 2 }, [/^`speaker_labels` was not followed: speakers/]],
    [{ summarization: true, summary_type: "bullets", summary_model: "informative" }, [/^`summarization`/]],
    [
      { redact_pii: true, redact_pii_policies: ["person_name"], redact_pii_sub: "hash" },
      [/^`redact_pii`.*all that was said/],
    ],
    [{ sentiment_analysis: true, entity_detection: true }, [/^`sentiment_analysis`/, /^`entity_detection`/]],
    [{ auto_chapters: true, auto_highlights: true }, [/^`auto_chapters`/, /^`auto_highlights`/]],
    [{ iab_categories: true, content_safety: true }, [/^`iab_categories`/, /^`content_safety`/]],
    [{ punctuate: false, format_text: false }, [/^`punctuate`/, /^`format_text`/]],
    [
      { temperature: 0.5, boost_param: "high", domain: "medical-v1" },
      [/^`temperature`/, /^`boost_param`/, /^`domain`/],
    ],
    [{ language_code: "en_us", language_detection: true }, [/^`language_code` was not followed/]],
    [{ language_detection_options: { fallback_language: "en" } }, [/^`language_detection_options.fallback_language`/]],
    [{ speech_model: "ours" }, [/^There is no speech model "ours" here/]],
    [{ hotwords: "x" }, ["`hotwords` is not known here and was not followed."]],
    [{ constructor: true }, [/^`constructor` is not known here/]],
  ])("%j", async (params, expected) => {
    const { warnings, header, body } = await done(params);
    const each = expected.map((text) => (typeof text === "string" ? text : expect.stringMatching(text)));
    expect(warnings).toEqual(each);
    expect(header).toBe(warnings.join(" "));
    const flags = Object.entries(body).filter(([name, value]) => Object.hasOwn(params, name) && value === true);
    expect(
      flags.map(([name]) => name).filter((name) => !/punctuate|format_text|language_detection/.test(name)),
    ).toEqual([]);
    const read = await asking.ask("GET", `/v2/transcript/${body.id}`);
    expect(read.body.warnings).toEqual(warnings);
  });
});

describe("is refused by its name", () => {
  it.each([
    [{ audio_url: undefined }, /^`audio_url`: Give the address/],
    [{ audio_url: 7 }, /^`audio_url`: Give the address/],
    [{ audio_url: "talk.mp3" }, /^`audio_url` is no complete http/],
    [{ audio_url: "https://me:secret@example.org/talk.mp3" }, /^`audio_url` has a user name or password/],
    [{ language_code: "klingon" }, /^`language_code`: there is no language "klingon"/],
    [{ language_codes: ["en", "klingon"] }, /^`language_codes`: there is no language "klingon"/],
    [{ audio_start_from: 5000, audio_end_at: 4000 }, /^`audio_end_at` is not after/],
    [{ audio_start_from: "begin" }, /^`audio_start_from`: /],
    [{ format_text: true, multichannel: "yes" }, /^`multichannel`: /],
    [{ prompt: "a\u0000b" }, /^`prompt`: Invalid text/],
    [{ custom_spelling: [{ from: ["a"] }] }, /^`custom_spelling.0.to`: /],
    [{ speech_model: "onnx/whisper-99" }, /no model of that name/],
    [{ speech_model: "openai/whisper-1" }, /remote service/, 403],
    [{ webhook_url: "ftp://example.org" }, /http/],
    [{ webhook_auth_header_name: "X", webhook_auth_header_value: "y" }, /belong to a `webhook_url`/],
    [{ webhook_url: "http://127.0.0.1/", webhook_auth_header_name: "X" }, /^Give both/],
    [
      { webhook_url: "http://127.0.0.1/", webhook_auth_header_name: "a b", webhook_auth_header_value: "y" },
      /_name` cannot/,
    ],
    [
      { webhook_url: "http://127.0.0.1/", webhook_auth_header_name: "Host", webhook_auth_header_value: "y" },
      /_name` cannot/,
    ],
    [
      { webhook_url: "http://127.0.0.1/", webhook_auth_header_name: "X", webhook_auth_header_value: "a\nb" },
      /_value` cannot/,
    ],
  ] as [object, RegExp, number?][])("%j", async (params, message, status = 400) => {
    const answer = await asking.submit(params);
    expect([answer.status, answer.body]).toEqual([status, { error: expect.stringMatching(message) }]);
    expect(await asking.service.jobIds()).toEqual([]);
  });

  it.each([
    ["no JSON", "{", "application/json", 400],
    ["another type", "audio_url=x", "application/x-www-form-urlencoded", 415],
    ["a list", "[]", "application/json", 400],
  ])("%s", async (_, body, type, status) => {
    const answer = await asking.ask("POST", "/v2/transcript", body, { "content-type": type });
    expect([answer.status, answer.body]).toEqual([status, { error: expect.any(String) }]);
  });
});
