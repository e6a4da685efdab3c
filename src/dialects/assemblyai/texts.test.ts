import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SLOW_START_MS } from "../../../test/support/open-service.ts";
import { type Asking, openAsking, SAID } from "./testing/asking.ts";

let asking: Asking;
let id: string;
beforeAll(async () => {
  asking = await openAsking();
  id = await asking.heard();
}, SLOW_START_MS);
afterAll(() => asking.close());

describe("of a transcript can be read", () => {
  it("its sentences", async () => {
    const { sentences, ...about } = await asking.transcripts.sentences(id);
    expect(about).toEqual({ id, confidence: 0.75, audio_duration: 9.6, speech_model_used: SAID.model });
    expect(sentences.map(({ text, start, end, words }) => [text, start, end, words.length])).toEqual([
      ["Hello, you.", 500, 1250, 2],
      ["Ask S Q L.", 1500, 3000, 4],
      ["You, and your country.", 7000, 9500, 0],
    ]);
    expect(sentences[0]).toEqual({
      text: "Hello, you.",
      start: 500,
      end: 1250,
      confidence: 0.75,
      speaker: null,
      words: [
        { text: "Hello,", start: 500, end: 1000, confidence: 0.5, speaker: null },
        { text: "you.", start: 1000, end: 1250, confidence: 1, speaker: null },
      ],
    });
  });

  it("its paragraphs", async () => {
    const { paragraphs } = await asking.transcripts.paragraphs(id);
    expect(paragraphs.map(({ text, start, end, words }) => [text, start, end, words.length])).toEqual([
      ["Hello, you. Ask S Q L.", 500, 3000, 6],
      ["You, and your country.", 7000, 9500, 0],
    ]);
    expect(Object.keys(paragraphs[0] ?? {})).toEqual(["text", "start", "end", "confidence", "words"]);
  });

  it("its subtitles", async () => {
    expect(await asking.transcripts.subtitles(id)).toMatch(
      /^1\n00:00:00,500 --> 00:00:03,000\nHello, you. Ask S Q L.\n/,
    );
    expect(await asking.transcripts.subtitles(id, "vtt")).toMatch(/^WEBVTT\n\n00:00:00.500 --> /);
    const { headers } = await asking.ask("GET", `/v2/transcript/${id}/vtt`);
    expect(headers.get("content-type")).toBe("text/vtt; charset=utf-8");
  });

  it("its subtitles in as short captions as asked", async () => {
    const vtt = await asking.transcripts.subtitles(id, "vtt", 12);
    const captions = vtt.split("\n\n").slice(1);
    expect(captions.map((caption) => caption.split("\n").slice(1).join(" ").trim())).toEqual([
      ...["Hello, you.", "Ask S Q L.", "You, and", "your", "country."],
    ]);
    expect(captions[1]).toMatch(/^00:00:01.500 --> 00:00:03.000/);
    const { status, body } = await asking.ask("GET", `/v2/transcript/${id}/srt?chars_per_caption=few`);
    expect([status, body]).toEqual([400, { error: expect.stringMatching(/^`chars_per_caption`/) }]);
  });

  it("where words and phrases are said", async () => {
    expect(await asking.transcripts.wordSearch(id, ["YOU", "s q l", "nowhere", ""])).toEqual({
      id,
      total_count: 2,
      matches: [
        { text: "you", count: 1, timestamps: [[1000, 1250]], indexes: [1] },
        { text: "s q l", count: 1, timestamps: [[2000, 3000]], indexes: [3] },
      ],
    });
    const { status, body } = await asking.ask("GET", `/v2/transcript/${id}/word-search`);
    expect([status, body]).toEqual([400, { error: expect.stringMatching(/^`words`: Say what to look for/) }]);
  });

  it("no redacted audio", async () => {
    await expect(asking.transcripts.redactedAudio(id)).rejects.toThrow(/nothing is redacted/);
    expect((await asking.ask("GET", `/v2/transcript/${id}/redacted-audio`)).status).toBe(400);
  });

  it("that words have no times, where the model tells none", async () => {
    const { body } = await asking.ask("GET", `/v2/transcript/${id}`);
    expect(body.warnings).toEqual([expect.stringMatching(/^`words` has not all/)]);
  });
});

describe("before there is text, and where there never will be", () => {
  it.each(["sentences", "paragraphs", "srt", "vtt", "word-search?words=a"])("%s", async (what) => {
    const submitted = await asking.submit();
    const early = await asking.ask("GET", `/v2/transcript/${submitted.body.id}/${what}`);
    expect([early.status, early.body]).toEqual([400, { error: expect.stringMatching(/queued/) }]);
    await asking.service.fail(submitted.body.id, { code: "media-empty", detail: "It is empty.", retry: false });
    const late = await asking.ask("GET", `/v2/transcript/${submitted.body.id}/${what}`);
    expect([late.status, late.body]).toEqual([400, { error: expect.stringMatching(/It is empty/) }]);
  });
});

it("words are spelt as asked, everywhere", async () => {
  const custom_spelling = [
    { from: ["s q l", "sql"], to: "Sequel" },
    { from: ["you"], to: "thou" },
  ];
  const spelt = await asking.heard({ custom_spelling });
  const { text, words, custom_spelling: echo } = await asking.transcripts.get(spelt);
  expect(text).toBe("Hello, thou. Ask Sequel. thou, and your country.");
  expect(words?.at(-1)).toEqual({ text: "Sequel.", start: 2000, end: 3000, confidence: 0.75, speaker: null });
  expect(echo).toEqual(custom_spelling);
  expect(await asking.transcripts.subtitles(spelt)).toContain("Ask Sequel.");
  expect((await asking.transcripts.wordSearch(spelt, ["sequel"])).total_count).toBe(1);
  const native = await asking.ask("GET", `/api/v1/jobs/${spelt}/result?as=txt`);
  expect(native.body).toContain("S Q L");
});

it("phrases are found and spelt where there are no spaces, and where the model parts them otherwise", async () => {
  const words = ["我在", "中", "国人", "家。", "Well-known"].map((text, start) => ({ text, start, end: start + 1 }));
  const segments = [{ start: 0, end: 5, text: "我在中国人家。 Well-known", words }];
  const custom_spelling = [{ from: ["中国"], to: "China" }];
  const spelt = await asking.heard({ custom_spelling }, { ...SAID, segments });
  const { text, words: written } = await asking.transcripts.get(spelt);
  expect(text).toBe("我在China人家。 Well-known");
  expect(written?.map((word) => [word.text, word.start, word.end])).toEqual([
    ["我在", 0, 1_000],
    ["China人", 1_000, 3_000],
    ["家。", 3_000, 4_000],
    ["Well-known", 4_000, 5_000],
  ]);
  expect((await asking.transcripts.wordSearch(spelt, ["人家", "well known"])).matches).toEqual([
    { text: "人家", count: 1, timestamps: [[1_000, 4_000]], indexes: [1] },
    { text: "well known", count: 1, timestamps: [[4_000, 5_000]], indexes: [3] },
  ]);
});
