import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS, TRANSCRIPT } from "../../test/support/open-service.ts";
import type { Transcript } from "../domain/transcript.ts";
import { resultForms } from "./result-forms.ts";

let service: OpenService;
beforeAll(async () => {
  service = await openService({ resultForms });
}, SLOW_START_MS);
afterEach(() => service.clear());
afterAll(() => service.close());

const SAID: Transcript = {
  ...TRANSCRIPT,
  seconds: 4,
  warnings: ["Nothing was left out."],
  segments: [
    {
      start: 0.5,
      end: 1.25,
      text: "Hello, you.",
      confidence: 0.75,
      words: [
        { start: 0.5, end: 1, text: "Hello,", confidence: 0.5 },
        { start: 1, end: 1.25, text: "you.", confidence: 1 },
      ],
    },
    { start: 2, end: 3, text: "Yes." },
  ],
};

/** The result of a job in a form, as its reader has it. */
async function read(as: string, transcript: Transcript = SAID, query = "") {
  const headers = { "content-type": "audio/mpeg" };
  const sent = await fetch(`${service.url}/api/v1/transcribe?${query}`, { method: "POST", headers, body: "sound" });
  const { id } = JSON.parse(await sent.text());
  await service.succeed(id, transcript);
  const answer = await fetch(`${service.url}/api/v1/jobs/${id}/result?as=${as}&download=true`);
  expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  return { id, name: answer.headers.get("content-disposition"), result: JSON.parse(await answer.text()) };
}

it("is read as OpenAI's verbose_json", async () => {
  const { result } = await read("openai.verbose_json");
  expect(result).toMatchObject({ task: "transcribe", language: "english", duration: 4, text: "Hello, you. Yes." });
  expect(result.segments.map(({ id }: { id: number }) => id)).toEqual([0, 1]);
  expect(result.words).toEqual([
    { word: "Hello,", start: 0.5, end: 1 },
    { word: "you.", start: 1, end: 1.25 },
  ]);
});

describe("as Deepgram's answer", () => {
  it("has words without marks beside those with them, in seconds", async () => {
    const { id, result } = await read("deepgram");
    const words = [
      { word: "hello", start: 0.5, end: 1, confidence: 0.5, punctuated_word: "Hello," },
      { word: "you", start: 1, end: 1.25, confidence: 1, punctuated_word: "you." },
    ];
    expect(result.metadata).toMatchObject({ request_id: id, duration: 4, channels: 1, models: ["onnx/whisper-base"] });
    expect(result.metadata.warnings).toEqual([{ type: "not_as_asked", message: "Nothing was left out." }]);
    expect(result.results.channels).toEqual([
      { detected_language: "en", alternatives: [{ transcript: "Hello, you. Yes.", confidence: 0.75, words }] },
    ]);
    expect(result.results.utterances).toEqual([
      { id: `${id}-0`, start: 0.5, end: 1.25, confidence: 0.75, channel: 0, transcript: "Hello, you.", words },
      { id: `${id}-1`, start: 2, end: 3, confidence: 0, channel: 0, transcript: "Yes.", words: [] },
    ]);
  });

  it("has each channel that was heard apart, also one on which nobody speaks, and one where nobody speaks at all", async () => {
    const apart = SAID.segments.map((segment, index) => ({ ...segment, channel: 2 * index }));
    const { result } = await read("deepgram", { ...SAID, segments: apart }, "language=en");
    const texts = result.results.channels.map(
      ({ alternatives }: { alternatives: { transcript: string }[] }) => alternatives[0]?.transcript,
    );
    expect(texts).toEqual(["Hello, you.", "", "Yes."]);
    expect(result.results.channels[0]).not.toHaveProperty("detected_language");
    const silent = await read("deepgram", { ...SAID, segments: [], language: null }, "beamSize=2");
    expect(silent.result.results.channels).toEqual([{ alternatives: [{ transcript: "", confidence: 0, words: [] }] }]);
  });
});

describe("as AssemblyAI's transcript", () => {
  it("has milliseconds", async () => {
    const { id, result } = await read("assemblyai");
    expect(result).toMatchObject({
      id,
      status: "completed",
      text: "Hello, you. Yes.",
      audio_duration: 4,
      language_code: "en",
      utterances: null,
      language_detection: true,
      confidence: 0.75,
      error: null,
    });
    expect(result.words).toEqual([
      { text: "Hello,", start: 500, end: 1000, confidence: 0.5, speaker: null },
      { text: "you.", start: 1000, end: 1250, confidence: 1, speaker: null },
    ]);
  });

  it("takes channels that were heard apart for speakers", async () => {
    const apart = SAID.segments.map((segment, index) => ({ ...segment, channel: index }));
    const { result } = await read("assemblyai", { ...SAID, segments: apart }, "channels=apart");
    expect(result).toMatchObject({
      multichannel: true,
      utterances: [{ speaker: "1", channel: "1", start: 500, end: 1250, text: "Hello, you." }, { speaker: "2" }],
    });
  });
});

it("is saved under the recording's name", async () => {
  expect((await read("openai.verbose_json", SAID, "name=talk.mp3")).name).toContain("filename=talk.openai.json");
});

it("is not read in a form that nobody knows", async () => {
  const answer = await fetch(`${service.url}/api/v1/jobs/${crypto.randomUUID()}/result?as=word`);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain("deepgram");
});
