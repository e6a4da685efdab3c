import { describe, expect, it } from "vitest";
import type { Segment, Word } from "../domain/transcript.ts";
import { captionsOf } from "./captions.ts";

const spoken = (text: string, start: number, secondsAWord: number): Segment => {
  const words: Word[] = text.split(" ").map((word, index) => ({
    start: start + index * secondsAWord,
    end: start + (index + 0.8) * secondsAWord,
    text: word,
    confidence: 1,
  }));
  return { start, end: words.at(-1)?.end ?? start, text, words };
};

const SPEECH =
  "And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country. " +
  "My fellow citizens of the world, ask not what America will do for you, but what together we can do for the freedom of man.";

describe("captionsOf", () => {
  it("keeps a short segment whole, with its words' times", () => {
    expect(captionsOf([spoken("Ask not what your country can do.", 1, 0.4)])).toEqual([
      { startMs: 1000, endMs: 3720, lines: ["Ask not what your country can do."] },
    ]);
  });

  it("lays a longer one out in two even lines", () => {
    const text = "Ask not what your country can do for you, ask what you can do for it.";
    expect(captionsOf([{ start: 0, end: 5, text }])[0]?.lines).toEqual([
      "Ask not what your country can do",
      "for you, ask what you can do for it.",
    ]);
  });

  it.each([
    ["with word times", spoken(SPEECH, 10, 0.3)],
    ["without", { start: 10, end: 24, text: SPEECH }],
  ])("cuts a long one %s at words, within 2 × 42 characters and 7 s, and loses nothing", (_title, segment) => {
    const captions = captionsOf([segment]);
    expect(captions.flatMap(({ lines }) => lines).join(" ")).toBe(SPEECH);
    expect(captions.length).toBeGreaterThan(2);
    for (const { startMs, endMs, lines } of captions) {
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(42);
      expect(endMs - startMs).toBeLessThanOrEqual(7000);
    }
    expect(captions[0]?.startMs).toBe(10_000);
    expect(captions.at(-1)?.endMs).toBe(Math.round(segment.end * 1000));
  });

  it("cuts at the end of a sentence rather than in the middle", () => {
    const text =
      "That was the first of them. The second one is what we will do after lunch, when everyone is back here.";
    expect(captionsOf([{ start: 0, end: 6, text }])[0]?.lines).toEqual(["That was the first of them."]);
  });

  it("times each caption by its own words, so a pause inside a segment shows nothing", () => {
    const text = "Wait. Go.";
    const words = [
      { start: 0, end: 1, text: "Wait.", confidence: 1 },
      { start: 9, end: 9.6, text: "Go.", confidence: 1 },
    ];
    expect(captionsOf([{ start: 0, end: 9.6, text, words }])).toEqual([
      { startMs: 0, endMs: 1000, lines: ["Wait."] },
      { startMs: 9000, endMs: 9600, lines: ["Go."] },
    ]);
  });

  it("shares the time out by length where the words are not those of the text", () => {
    const words = [
      { start: 2, end: 2.5, text: "one", confidence: 1 },
      { start: 100, end: 101, text: "elsewhere", confidence: 1 },
    ];
    const [caption] = captionsOf([{ start: 2, end: 4, text: "one two", words }]);
    expect(caption).toMatchObject({ startMs: 2000, endMs: 4000 });
  });

  it("cuts scripts without spaces between words, and never before a closing mark", () => {
    const text = "今天我们来讨论一下人工智能的发展历史以及它对社会的影响。".repeat(4);
    const captions = captionsOf([{ start: 0, end: 12, text }]);
    expect(captions.flatMap(({ lines }) => lines).join("")).toBe(text);
    for (const line of captions.flatMap(({ lines }) => lines)) {
      expect(line.length).toBeLessThanOrEqual(42);
      expect(line).not.toMatch(/^[。，]/u);
    }
  });

  it("cuts such scripts by time too", () => {
    expect(captionsOf([{ start: 0, end: 12, text: "今天我们来讨论一下人工智能" }]).length).toBeGreaterThan(1);
  });

  it("never begins a line with a mark that closes", () => {
    const [caption] = captionsOf([{ start: 0, end: 6, text: "好好。".repeat(15) }]);
    expect(caption?.lines.map((line) => line.at(0))).toEqual(["好", "好"]);
  });

  it("ends a caption where the next one begins", () => {
    const long = { start: 0, end: 6, text: "While one speaks" };
    expect(captionsOf([long, { start: 2, end: 4, text: "another does" }])).toEqual([
      { startMs: 0, endMs: 2000, lines: ["While one speaks"] },
      { startMs: 2000, endMs: 4000, lines: ["another does"] },
    ]);
  });

  it("cuts a word that no line holds", () => {
    const lines = captionsOf([{ start: 0, end: 3, text: `see ${"a".repeat(100)} there` }]).flatMap(
      ({ lines }) => lines,
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(42);
    expect(lines.join("").replaceAll(" ", "")).toBe(`see${"a".repeat(100)}there`);
  });

  it("never overlaps, flashes or ends before it begins, whatever the times", () => {
    const times = [
      [5, 5],
      [5.2, 4],
      [5.2, 5.2],
      [1, 30],
      [3, 3.0001],
      [40, 40],
      [0, 0],
    ] as const;
    const captions = captionsOf(times.map(([start, end]) => ({ start, end, text: `${start}` })));
    expect(captions).toHaveLength(times.length);
    let free = 0;
    for (const { startMs, endMs } of captions) {
      expect(startMs).toBeGreaterThanOrEqual(free);
      expect(endMs).toBeGreaterThan(startMs);
      free = endMs;
    }
    expect(captions.at(-1)).toEqual({ startMs: 40_000, endMs: 40_500, lines: ["40"] });
  });

  it("makes nothing of segments without text", () => {
    expect(captionsOf([{ start: 0, end: 1, text: " \n " }])).toEqual([]);
  });
});
