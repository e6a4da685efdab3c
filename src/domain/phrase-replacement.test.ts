import { describe, expect, it } from "vitest";
import { phraseReplacer } from "./phrase-replacement.ts";

/** The words as they are written: `find>by`, several parted by `;`. */
function written(words: readonly string[], rules: string): string[] {
  const replacements = rules
    .split(";")
    .map((rule) => ({ find: rule.split(">")[0] ?? "", by: rule.split(">")[1] ?? "" }));
  const replaced = phraseReplacer(replacements)(
    words.map((text) => ({ text })),
    (_, { text }) => ({ text }),
  );
  return replaced.map(({ text }) => text);
}

describe("replacing", () => {
  it.each([
    ["puts one word for several", ["ask", "S", "Q", "L", "now"], "s q l>Sequel", ["ask", "Sequel", "now"]],
    ["keeps the marks around them", ["“s", "q", "l!”"], "s q l>Sequel", ["“Sequel!”"]],
    ["drops those between them", ["s,", "—", "q"], "s q>Sequel", ["Sequel"]],
    ["keeps letters that are written as marks", ["है।"], "है>हैं", ["हैं।"]],
    ["does not write a mark twice", ["Acme", "inc."], "inc>Inc.", ["Acme", "Inc."]],
    ["does not write a mark in front twice", ["(.net)"], "net>.NET", ["(.NET)"]],
    ["replaces marks that stand alone", ["this", "&", "that"], "&>and", ["this", "and", "that"]],
    ["replaces marks by marks", ["this", "&"], "&>+", ["this", "+"]],
    ["means the longer phrase", ["new", "york", "new"], "new>old;new york>NYC", ["NYC", "old"]],
    ["means the first of two alike", ["new"], "New>first;new>second", ["first"]],
    ["begins with the phrase that begins first", ["a", "b", "c"], "b c>x;a b>y", ["y", "c"]],
    ["goes on behind what it replaced", ["no", "no", "no"], "no no>never", ["never", "no"]],
    ["does not look at what it wrote", ["a", "b"], "a>b;b>a", ["b", "a"]],
    ["leaves words out, with their marks", ["so,", "er,", "yes"], "er>", ["so,", "yes"]],
    ["leaves alone what it does not find", ["so", "well-known"], "known>famous;>nothing", ["so", "well-known"]],
  ])("%s", (_, words, rules, expected) => {
    expect(written(words, rules)).toEqual(expected);
  });

  it.each([
    ["keeps what else is in a word", ["在", "中", "国人。"], "中国>China", ["在", "China人。"]],
    ["replaces several phrases of a word", ["在中国，在日本。"], "日本>Japan;中国>China", ["在China，在Japan。"]],
    ["joins words that share one", ["中", "国日", "本人"], "日本>Japan;中国>China", ["ChinaJapan人"]],
    ["leaves out a part of a word", ["中国人。"], "中国>", ["人。"]],
    ["leaves out all parts of a word", ["中国，日本。", "人"], "中国>;日本>", ["人"]],
  ])("in scripts without spaces %s", (_, words, rules, expected) => {
    expect(written(words, rules)).toEqual(expected);
  });

  it("writes a text as it is written, all at once", () => {
    const text = " Ask  S Q L. Is S-Q-L old? ";
    expect(written([text], "s q l>Sequel;old>new")).toEqual([" Ask  Sequel. Is Sequel new? "]);
  });

  it("tells which words were replaced, and by what without marks", () => {
    const told: unknown[] = [];
    phraseReplacer([{ find: "s q", by: "C++" }])(
      [{ text: "ask" }, { text: "(s" }, { text: "q)." }],
      (run, { text, bare }) => {
        told.push([run.map((word) => word.text), text, bare]);
        return { text };
      },
    );
    expect(told).toEqual([[["(s", "q)."], "(C++).", "C++"]]);
  });
});
