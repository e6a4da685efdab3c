import { describe, expect, it } from "vitest";
import { readCommandLine } from "./command-line.ts";

const FLAGS = {
  format: { type: "string", short: "f", multiple: true },
  output: { type: "string", short: "o" },
  json: { type: "boolean" },
} as const;

const read = (...words: string[]) => {
  const { values, positionals } = readCommandLine(words, FLAGS);
  return { values: { ...values }, positionals };
};

describe("readCommandLine", () => {
  it("reads flags in every form, among names in any order", () => {
    expect(read("a", "--format", "srt", "-f", "vtt", "--output=out", "b", "--json", "-", "--", "--odd")).toEqual({
      values: { format: ["srt", "vtt"], output: "out", json: true },
      positionals: ["a", "b", "-", "--odd"],
    });
  });

  it("takes - for a value, and a value with a dash where it is joined to its flag", () => {
    expect(read("-o", "-").values.output).toBe("-");
    expect(read("--output=-x").values.output).toBe("-x");
  });

  it.each([
    [["--formt", "srt"], 'There is no flag "--formt" here. Did you mean "--format"?'],
    [["--zebra"], 'There is no flag "--zebra" here.'],
    [["-x"], 'There is no flag "-x" here.'],
    [["--constructor"], 'There is no flag "--constructor" here.'],
    [["--output"], "--output needs a value."],
    [["-o"], "-o needs a value."],
    [["--output="], "--output needs a value."],
    [["--output", "--json"], "--output needs a value. For a value that begins with a dash write --output=--json."],
    [["--json=yes"], '--json takes no value, and has been given "yes".'],
  ])("refuses %j in one line", (words, message) => {
    expect(() => read(...words)).toThrow(expect.objectContaining({ code: "option-invalid", message }));
  });
});
