import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { SLOW_START_MS } from "../../../test/support/open-service.ts";
import { SOON_MS } from "../../../test/support/patience.ts";
import type { Transcript } from "../../domain/transcript.ts";
import { countAnswers } from "../../http/routes/testing/count-answers.ts";
import { countListeners } from "../../http/routes/testing/count-listeners.ts";
import { type Listening, openListening, SAID, SOUND, URL_OF_A_TALK } from "./testing/listening.ts";

// By Deepgram's own client.

const answers = countAnswers("/v1/listen");
let listening: Listening;
beforeAll(async () => {
  listening = await openListening({ onRoute: answers.onRoute });
}, SLOW_START_MS);
afterEach(() => listening.service.clear());
afterAll(() => listening.close());

const WarningShape = z.object({ parameter: z.string(), type: z.string(), message: z.string() });

type Asked = Parameters<Listening["media"]["transcribeFile"]>[1];

/** The answer to a recording that was sent with options. */
async function answerTo(asked: Asked, transcript?: Transcript) {
  const answer = await listening.heard(listening.media.transcribeFile(SOUND, asked), transcript);
  if (!("results" in answer)) throw new Error("The answer has no results");
  return answer;
}

/** What was heard on the only channel. */
async function alternativeTo(asked: Asked, transcript?: Transcript) {
  const { results } = await answerTo(asked, transcript);
  expect(results.channels).toHaveLength(1);
  return results.channels[0]?.alternatives?.[0];
}

describe("an answer", () => {
  it("has bare words and nothing that was not asked for", async () => {
    const { metadata, results } = await answerTo({});
    const { id } = await listening.job();
    expect(metadata).toEqual({
      transaction_key: "deprecated",
      request_id: id,
      sha256: createHash("sha256").update(SOUND).digest("hex"),
      created: expect.stringMatching(/^\d{4}-.*Z$/),
      duration: 9,
      channels: 1,
      models: ["onnx/whisper-base"],
      model_info: { "onnx/whisper-base": { name: "onnx/whisper-base", version: "", arch: "onnx" } },
    });
    expect(results).toEqual({
      channels: [
        {
          alternatives: [
            {
              transcript: "ask not what monika said so your country then",
              confidence: expect.closeTo(0.8),
              words: expect.any(Array),
            },
          ],
        },
      ],
    });
    const words = results.channels[0]?.alternatives?.[0]?.words;
    expect(words?.[2]).toEqual({ word: "what", start: 1, end: 1.5, confidence: 0.8 });
    expect(words).toHaveLength(6);
  });

  it("comes for an address too, with the digest once it was fetched", async () => {
    const answer = listening.media.transcribeUrl({ url: URL_OF_A_TALK, model: "nova-3", language: "de-CH" });
    const [given] = await Promise.all([
      answer,
      listening.service.newJob().then(async (id) => {
        await listening.service.services.db.updateTable("jobs").set({ recording: "abc" }).execute();
        await listening.service.succeed(id, SAID);
      }),
    ]);
    expect(given).toMatchObject({ metadata: { sha256: "abc" } });
    const { parameters, source } = await listening.job();
    expect(source).toMatchObject({ kind: "url", url: URL_OF_A_TALK });
    expect(parameters).toMatchObject({ model: "auto", language: "de", disfluencies: "remove" });
    expect(given).not.toHaveProperty("metadata.warnings");
  });

  it("has marks with `punctuate`", async () => {
    const alternative = await alternativeTo({ punctuate: true });
    expect(alternative?.transcript).toBe("Ask not what. “Monika” said so. Your country, then.");
    expect(alternative?.words?.[3]).toEqual({
      word: "monika",
      start: 2,
      end: 2.25,
      confidence: 0.5,
      punctuated_word: "“Monika”",
    });
    expect(alternative).not.toHaveProperty("paragraphs");
  });

  it.each([{ smart_format: true }, { paragraphs: true }])("has paragraphs with %j", async (asked) => {
    const alternative = await alternativeTo(asked);
    expect(alternative?.words?.[0]).toHaveProperty("punctuated_word", "Ask");
    expect(alternative?.paragraphs).toEqual({
      transcript: "\nAsk not what. “Monika” said so.\n\nYour country, then.",
      paragraphs: [
        {
          sentences: [
            { text: "Ask not what.", start: 0, end: 1.5 },
            { text: "“Monika” said so.", start: 2, end: 3 },
          ],
          num_words: 6,
          start: 0,
          end: 3,
        },
        { sentences: [{ text: "Your country, then.", start: 8, end: 9 }], num_words: 3, start: 8, end: 9 },
      ],
    });
  });

  it("has utterances, parted where nobody speaks so long", async () => {
    const { results } = await answerTo({ utterances: true, utt_split: 0.5 });
    const { id } = await listening.job();
    expect(results.utterances?.map(({ transcript }) => transcript)).toEqual([
      ...["ask not what", "monika said so", "your country then"],
    ]);
    expect(results.utterances?.[1]).toEqual({
      id: `${id}-1`,
      start: 2,
      end: 3,
      confidence: expect.closeTo(0.8),
      channel: 0,
      transcript: "monika said so",
      words: [{ word: "monika", start: 2, end: 2.25, confidence: 0.5 }, expect.anything(), expect.anything()],
    });
    await listening.service.clear();
    const usual = await answerTo({ utterances: true, punctuate: true });
    expect(usual.results.utterances?.map(({ transcript }) => transcript)).toEqual([
      ...["Ask not what. “Monika” said so.", "Your country, then."],
    ]);
  });

  it("has each channel, and their utterances in the order in which they were said", async () => {
    const channels = { ...SAID, segments: SAID.segments.map((segment, index) => ({ ...segment, channel: 1 - index })) };
    const { metadata, results } = await answerTo({ multichannel: true, utterances: true }, channels);
    expect((await listening.job()).parameters).toMatchObject({ channels: "apart" });
    expect(metadata.channels).toBe(2);
    expect(results.channels.map(({ alternatives }) => alternatives?.[0]?.transcript)).toEqual([
      ...["your country then", "ask not what monika said so"],
    ]);
    expect(results.utterances?.map(({ channel }) => channel)).toEqual([1, 0]);
  });

  it("tells the language where it was to be found out", async () => {
    const { results } = await answerTo({ detect_language: true });
    expect(results.channels[0]).toHaveProperty("detected_language", "en");
    expect((await listening.job()).parameters).toMatchObject({ language: null });
    await listening.service.clear();
    const multi = await answerTo({ language: "multi" });
    expect(multi.results.channels[0]).not.toHaveProperty("detected_language");
  });

  it("has what was searched for, word for word", async () => {
    const { results } = await answerTo({ search: ["NOT what", "country", "what ask"] });
    expect(results.channels[0]?.search).toEqual([
      {
        query: "NOT what",
        hits: [{ confidence: 0.75, start: 0.5, end: 1.5, snippet: "not what" }],
      },
      { query: "country", hits: [{ confidence: 0, start: 8, end: 9, snippet: "country" }] },
      { query: "what ask", hits: [] },
    ]);
  });

  it("has words replaced, the marks around them kept, and others left out", async () => {
    const asked = { replace: ["monika:Monica", "your country:Everyone", "said"], utterances: true };
    const alternative = await alternativeTo({ ...asked, punctuate: true });
    expect(alternative?.transcript).toBe("Ask not what. “Monica” so. Everyone, then.");
    expect(alternative?.words?.[3]).toMatchObject({ word: "Monica", punctuated_word: "“Monica”", start: 2, end: 2.25 });
    await listening.service.clear();
    const { results } = await answerTo(asked);
    expect(results.channels[0]?.alternatives?.[0]?.transcript).toBe("ask not what Monica so Everyone then");
    expect(results.utterances?.at(-1)?.transcript).toBe("Everyone then");
  });

  it("keeps letters that are written as marks, and writes no spaces where there are none", async () => {
    const words = ["यह", "है।"].map((text, start) => ({ text, start, end: start + 1 }));
    const hindi = { ...SAID, segments: [{ start: 0, end: 2, text: "यह है।", words }] };
    expect(await alternativeTo({}, hindi)).toMatchObject({ transcript: "यह है", words: [{}, { word: "है" }] });
    await listening.service.clear();
    const signs = ["你", "好，", "世界。"].map((text, start) => ({ text, start, end: start + 1 }));
    const chinese = { ...SAID, segments: [{ start: 0, end: 3, text: "你好，世界。", words: signs }] };
    const { results } = await answerTo({ search: "你好" }, chinese);
    expect(results.channels[0]).toMatchObject({
      search: [{ hits: [{ start: 0, end: 2, snippet: "你好" }] }],
      alternatives: [{ transcript: "你好世界" }],
    });
  });

  it("has what is found in a text of which no words are known, and of what is replaced the longer", async () => {
    const text = "你好，世界。";
    const chinese = { ...SAID, segments: [{ start: 1, end: 3, text }] };
    const asked = { search: "好世", replace: ["世:Welt", "世界:world"], punctuate: true };
    const { results } = await answerTo(asked, chinese);
    expect(results.channels[0]).toMatchObject({
      search: [{ hits: [{ start: 1, end: 3 }] }],
      alternatives: [{ transcript: "你好，world。" }],
    });
  });

  it("shows of masked words how long they are", async () => {
    const words = ["What", "s***!"].map((text, start) => ({ text, start, end: start + 1 }));
    const masked = { ...SAID, segments: [{ start: 0, end: 2, text: "What s***!", words }] };
    expect(await alternativeTo({ profanity_filter: true }, masked)).toMatchObject({ transcript: "what s***" });
  });

  it("says again what it was asked to", async () => {
    const { metadata } = await answerTo({ tag: ["a", "b"], extra: ["color:red", "at:12:30"], mip_opt_out: true });
    expect(metadata).toMatchObject({ tags: ["a", "b"], extra: { color: "red", at: "12:30" } });
    expect(metadata).not.toHaveProperty("warnings");
  });

  it("is that of silence", async () => {
    const silence = { ...SAID, segments: [], language: null };
    const { results } = await answerTo({ smart_format: true, utterances: true, detect_language: true }, silence);
    expect(results).toEqual({
      utterances: [],
      channels: [
        {
          alternatives: [{ transcript: "", confidence: 0, words: [], paragraphs: { transcript: "", paragraphs: [] } }],
        },
      ],
    });
  });
});

it("takes every option its client has", async () => {
  const { metadata } = await answerTo({
    extra: "a:b",
    tag: "c",
    detect_language: false,
    filler_words: true,
    keyterm: ["Nguyen"],
    language: "en-US",
    keywords: ["Kubernetes:2", "snuffle:-1"],
    model: "nova-3",
    multichannel: false,
    numerals: true,
    profanity_filter: true,
    punctuate: true,
    smart_format: true,
    utterances: true,
    utt_split: 1.5,
    paragraphs: true,
    replace: ["a:b"],
    search: ["c"],
    version: "latest",
    mip_opt_out: true,
    encoding: "flac",
    sentiment: true,
    summarize: "v2",
    topics: true,
    custom_topic: ["d"],
    custom_topic_mode: "strict",
    intents: true,
    custom_intent: ["e"],
    custom_intent_mode: "extended",
    detect_entities: true,
    diarize: true,
    diarize_model: "latest",
    dictation: true,
    measurements: true,
    redact: "pci",
  });
  expect((await listening.job()).parameters).toEqual({
    model: "auto",
    language: "en",
    task: "transcribe",
    prompt: null,
    disfluencies: "keep",
    profanity: "mask",
    vocabulary: ["Nguyen", "Kubernetes"],
  });
  // Its types know nothing of warnings.
  const { warnings } = z.object({ warnings: z.array(WarningShape) }).parse(metadata);
  expect(warnings.map(({ parameter }) => parameter).sort((a, b) => a.localeCompare(b))).toEqual([
    ...["custom_intent", "custom_intent_mode", "custom_topic", "custom_topic_mode", "detect_entities", "diarize"],
    ...["diarize_model", "dictation", "intents", "keywords", "keywords", "measurements", "numerals", "redact"],
    ...["sentiment", "summarize", "topics"],
  ]);
  expect(warnings.find(({ parameter }) => parameter === "redact")).toEqual({
    parameter: "redact",
    type: "unsupported_parameter",
    message: expect.stringMatching(/NOTHING WAS REDACTED/),
  });
});

it("takes its job with it when a client goes, and nobody is warned", async () => {
  const controller = new AbortController();
  const { service } = listening;
  const waiting = countListeners(service.services.news);
  const answer = listening.media
    .transcribeFile(SOUND, {}, { abortSignal: controller.signal })
    .then(() => "answered")
    .catch(() => "gone");
  await service.newJob();
  await expect.poll(waiting.count, { timeout: SOON_MS }).toBe(1);
  const [answered, logged] = [answers.count(), service.lines().length];
  controller.abort();
  expect(await answer).toBe("gone");
  await expect.poll(answers.count, { timeout: SOON_MS }).toBe(answered + 1);
  waiting.stop();
  expect((await listening.job()).state).toBe("cancelled");
  const lines = service.lines().slice(logged);
  expect(lines.filter(({ level }) => level !== "debug" && level !== "info")).toEqual([]);
});
