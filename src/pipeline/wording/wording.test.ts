import { describe, expect, it } from "vitest";
import type { Segment } from "../../domain/transcript.ts";
import { reportTerms } from "./term-report.ts";
import { wordingWarnings, writeAsAsked } from "./write-as-asked.ts";

/** A segment whose words take a second each. */
const said = (text: string, { language = "en", confidence = 0.7 } = {}): Segment => ({
  start: 0,
  end: text.split(" ").length,
  text,
  language,
  confidence,
  words: text.split(" ").map((word, at) => ({ start: at, end: at + 1, text: word, confidence })),
});
const textOf = ({ text, words }: Segment) => {
  expect(words?.map((word) => word.text).join(" ")).toBe(text);
  return text;
};

describe("a vocabulary", () => {
  const written = (text: string, vocabulary: string[], confidence?: number) =>
    textOf(writeAsAsked(said(text, confidence === undefined ? {} : { confidence }), { vocabulary }));

  it.each([
    ["We run kubernetes, here.", ["Kubernetes"], "We run Kubernetes, here."],
    ["It is on git hub now.", ["GitHub"], "It is on GitHub now."],
    ["Ask doctor Nuen about it.", ["Nguyen"], "Ask doctor Nuen about it."],
    ["Ask doctor Nguen about it.", ["Nguyen"], "Ask doctor Nguyen about it."],
    ["the (postgress) server", ["PostgreSQL"], "the (PostgreSQL) server"],
    ["the (postgress) server", ["Postgres"], "the (Postgres) server"],
    ["And so my fellow Americans ask", ["my FELLOW Americans"], "And so my FELLOW Americans ask"],
    ["We use C++. And c sharp.", ["C++"], "We use C++. And c sharp."],
    ["We use c++, and .net.", ["C++", ".NET"], "We use C++, and .NET."],
    ["It says Yahoo!", ["Yahoo!"], "It says Yahoo!"],
    ["San Fransisco bay", ["San Francisco"], "San Francisco bay"],
  ])("%s", (heard, vocabulary, expected) => {
    expect(written(heard, vocabulary)).toBe(expected);
  });

  it("leaves words alone that are merely like a term, where the engine was sure", () => {
    expect(written("There he goes.", ["Thera"])).toBe("There he goes.".replace("There", "Thera"));
    expect(written("There he goes.", ["Thera"], 0.99)).toBe("There he goes.");
    expect(written("I see a cat.", ["Car", "Sea"], 0.2)).toBe("I see a cat.");
  });

  it("gives a term the time of all words it is put for", () => {
    const { words } = writeAsAsked(said("on git hub now"), { vocabulary: ["GitHub"] });
    expect(words?.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [1, 3],
      [3, 4],
    ]);
  });

  it("tells what became of each term", () => {
    const vocabulary = ["GitHub", "Kubernetes"];
    const segments = ["On git hub, and GitHub.", "On git hub."].map((text) => writeAsAsked(said(text), { vocabulary }));
    expect(reportTerms(segments, vocabulary)).toEqual([
      { term: "GitHub", times: 3, corrected: 2, heardAs: ["git hub"] },
      { term: "Kubernetes", times: 0, corrected: 0, heardAs: [] },
    ]);
  });

  it("finds terms in a script without spaces", () => {
    const words = ["在", "东", "京", "。"].map((text, at) => ({ start: at, end: at + 1, text, confidence: 0.9 }));
    const segment = { start: 0, end: 4, text: "在东京。", language: "zh", words };
    const written = writeAsAsked(segment, { vocabulary: ["东京"] });
    expect(reportTerms([written], ["东京"])).toEqual([{ term: "东京", times: 1, corrected: 0, heardAs: [] }]);
  });

  it("corrects text without word times too", () => {
    const { words: _, ...segment } = said("We run Kubernets here.");
    expect(writeAsAsked(segment, { vocabulary: ["Kubernetes"] })).toMatchObject({
      text: "We run Kubernetes here.",
      corrections: [{ term: "Kubernetes", heard: "Kubernets" }],
    });
  });
});

describe("hesitation", () => {
  it.each([
    ["en", "Um, I think, uh, we should go.", "I think, we should go."],
    ["en", "Um, well, that is it, um.", "Well, that is it."],
    ["en", "The umbrella of Mr. Umm.", "The umbrella of Mr."],
    ["en", "Uh. Yes.", "Yes."],
    ["de", "Ähm, das ist, äh, gut.", "Das ist, gut."],
    ["en", "Hmm.", ""],
    ["en", "A 35 mm lens, to err is human.", "A 35 mm lens, to err is human."],
    ["de", "Das ist eh egal.", "Das ist eh egal."],
  ])("%s: %s", (language, heard, expected) => {
    expect(textOf(writeAsAsked(said(heard, { language }), { disfluencies: "remove" }))).toBe(expected);
  });

  it("stays where it is not asked to go", () => {
    expect(writeAsAsked(said("Um, yes."), {}).text).toBe("Um, yes.");
  });
});

describe("swear words", () => {
  it("keep their first letter", () => {
    expect(textOf(writeAsAsked(said("What the fuck, said Scunthorpe."), { profanity: "mask" }))).toBe(
      "What the f***, said Scunthorpe.",
    );
  });

  it("are masked where they are known, and it is said where they are not", () => {
    const segments = [said("Ja.", { language: "de" }), said("Yes.")];
    expect(wordingWarnings(segments, { profanity: "mask" })).toEqual([
      "Swear words are not masked in de: they are known in English alone",
    ]);
    expect(wordingWarnings(segments, { disfluencies: "remove" })).toEqual([]);
    expect(wordingWarnings([said("Taip.", { language: "lt" })], { disfluencies: "remove" })).toHaveLength(1);
  });
});
