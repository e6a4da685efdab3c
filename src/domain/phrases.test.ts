import { describe, expect, it } from "vitest";
import { phraseFinder } from "./phrases.ts";

/** The words of all places of a phrase, as they were said. */
const saidAs = (words: readonly string[], phrase: string): string[] =>
  phraseFinder(words)(phrase).map(({ from, to }) => words.slice(from, to).join(" | "));

describe("a phrase is found", () => {
  it.each([
    ["whatever its capitals", ["Ask", "NOT"], "aSK not"],
    ["with marks around its words", ["“Ask,”", "not…"], "(ask) not!"],
    ["with another apostrophe", ["Don’t", "ask"], "don't ASK"],
    ["with an apostrophe that is a letter", ["Donʼt", "ask"], "don‘t ask"],
    ["with spaces for hyphens", ["well-known"], "well known"],
    ["with hyphens for spaces", ["well", "known"], "Well‑Known"],
    ["across a dash that stands alone", ["ask", "—", "not"], "ask not"],
    ["with a dash between its words", ["ask—not"], "ask not"],
    ["with marks that were not said", ["ask", "not"], "ask — not"],
    ["with spaces of any kind", ["New", "York"], " new\u3000\n york "],
    ["in a word that has a space", ["New York"], "new york"],
    ["with hyphens and joiners nobody sees", ["Silben\u00adtrennung", "می\u200cخواهم"], "silbentrennung می\u200dخواهم"],
    ["with accents apart", ["Cafe\u0301"], "caf\u00e9"],
    ["with accents composed", ["Caf\u00e9"], "cafe\u0301"],
    ["with accents that compose on small letters alone", ["J\u030caj"], "\u01f0aj"],
    ["with ligatures", ["eﬃcient", "ﬁle"], "efficient file"],
    ["in letters of full width", ["ＡＢＣ", "１２"], "abc 12"],
    ["in letters of mathematics", ["ℌello"], "hello"],
    ["in Greek, whose last letter is another", ["ΟΔΟΣ"], "οδος"],
    ["in Cyrillic", ["«Привет»,", "мир!"], "ПРИВЕТ МИР"],
    ["in Hindi, with letters written as marks", ["यह", "है।"], "यह है"],
    ["in Arabic", ["مرحبا،", "بك"], "مرحبا بك"],
    ["in Korean, composed or not", ["안녕".normalize("NFD"), "하세요."], "안녕 하세요"],
    ["in Chinese, sign by sign", ["你", "好，"], "你好"],
    ["in Chinese, with other spaces", ["你好，", "世界。"], "你 好世 界"],
    ["in Japanese, in half width", ["ｶﾞｲﾄﾞ"], "ガイド"],
    ["in Japanese, with long vowels", ["データ", "ー"], "データー"],
    ["in Thai", ["สวัสดี", "ครับ"], "สวัสดีครับ"],
    ["between scripts", ["用OK", "吗"], "用ok吗"],
    ["behind another script", ["メニューOK"], "ok"],
    ["with marks inside its words", ["U.S.", "3,5", "AT&T,", "ada@example.org."], "u.s 3,5 at&t ADA@example.org"],
    ["with marks that end its words", ["C++,", "C#."], "c++ c#"],
    ["of masked words", ["S***!"], "s***"],
    ["of marks alone", ["&"], "＆"],
  ])("%s", (_, words, phrase) => {
    expect(saidAs(words, phrase)).toEqual([words.join(" | ")]);
  });

  it("in a part of what the model took for a word, where there are no spaces", () => {
    expect(saidAs(["在", "中", "国人", "民"], "中国")).toEqual(["中 | 国人"]);
    expect(saidAs(["在中国，在中国。"], "中国")).toHaveLength(2);
  });

  it("everywhere, also where it shares words with itself", () => {
    expect(saidAs(["no", "No,", "no."], "no no")).toEqual(["no | No,", "No, | no."]);
  });
});

describe("a phrase is not found", () => {
  it.each([
    ["in a part of a word", ["asking"], "ask"],
    ["in a part of one with a hyphen", ["well-known"], "known"],
    ["in the beginning of one with a hyphen", ["un", "well-known"], "un well"],
    ["in a part of one with marks inside", ["U.S.", "3,5", "AT&T", "and/or"], "s"],
    ["in a part of one with an apostrophe", ["don’t"], "don"],
    ["in a part of a number", ["3,5"], "5"],
    ["in a part of a time", ["7:30"], "30"],
    ["in a part of an address", ["ada@example"], "ada"],
    ["in a part of a word with a middle dot", ["col·lega"], "lega"],
    ["in a part of an identifier", ["snake_case"], "case"],
    ["in a part of a name", ["AT&T"], "T"],
    ["in one of two", ["and/or"], "or"],
    ["without letters that are written as marks", ["ดี"], "ด"],
    ["in marks that stand for letters", ["™"], "tm"],
    ["with other accents", ["résumé"], "resume"],
    ["over words between", ["ask", "me", "not"], "ask not"],
    ["where it has not ended", ["ask"], "ask not"],
    ["in another order", ["not", "ask"], "ask not"],
    ["without the marks that make it another word", ["C", "C++"], "C#"],
    ["where all is masked but a letter", ["s***"], "s"],
    ["with another number", ["3,5"], "35"],
    ["without words", ["ask", "", "not"], " "],
    ["of marks, at a word that has them", ["ask!"], "!"],
  ])("%s", (_, words, phrase) => {
    expect(saidAs(words, phrase)).toEqual([]);
  });
});
