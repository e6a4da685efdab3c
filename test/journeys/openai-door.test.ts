import { createReadStream } from "node:fs";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkplace, type RunningService, type Workplace } from "../support/running-service.ts";
import { missing, speechFile } from "../support/speech.ts";

// OpenAI's own client with another base URL, and a real model.

const skip = missing("SPEECH_DIR", "MODELS_MIRROR");
const WORDS = /ask not what your country can do for you/i;

describe.skipIf(skip !== undefined)(`OpenAI's client${skip ? ` (skipped: ${skip})` : ""}`, { timeout: 120_000 }, () => {
  let workplace: Workplace;
  let service: RunningService;
  let openai: OpenAI;
  beforeAll(async () => {
    workplace = await openWorkplace();
    service = await workplace.start();
    openai = new OpenAI({ baseURL: `${service.url}/v1`, apiKey: "none", maxRetries: 0 });
  });
  afterAll(() => workplace.clear());

  const model = "onnx/whisper-base";
  const file = () => createReadStream(speechFile("misc", "jfk.flac"));

  it("gets text, and times of words inside the recording", async () => {
    const { text, words, duration, language } = await openai.audio.transcriptions.create({
      file: file(),
      model,
      response_format: "verbose_json",
      timestamp_granularities: ["word"],
    });
    expect(text).toMatch(WORDS);
    expect(language).toBe("english");
    expect(words?.map(({ word }) => word).join(" ")).toMatch(WORDS);
    for (const { start, end } of words ?? []) expect(start >= 0 && start <= end && end <= Number(duration)).toBe(true);
  });

  it("gets subtitles", async () => {
    const asked = { file: file(), model, response_format: "srt" } as const;
    expect(await openai.audio.transcriptions.create(asked)).toMatch(/^1\n00:00:0\d,\d{3} --> /);
  });

  it("reads along", async () => {
    const stream = await openai.audio.transcriptions.create({ file: file(), model, stream: true });
    let text = "";
    let whole: string | undefined;
    for await (const event of stream) {
      if (event.type === "transcript.text.delta") text += event.delta;
      if (event.type === "transcript.text.done") whole = event.text;
    }
    expect(text).toMatch(WORDS);
    expect(whole).toBe(text);
  });

  it("is told what is wrong with a file", async () => {
    const broken = createReadStream(speechFile("media", "bad-text-renamed.wav"));
    await expect(openai.audio.transcriptions.create({ file: broken, model })).rejects.toMatchObject({
      status: 400,
      code: "media-unreadable",
      type: "invalid_request_error",
    });
  });
});
