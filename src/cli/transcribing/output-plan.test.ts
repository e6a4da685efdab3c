import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { outputName, planOutputs } from "./output-plan.ts";

describe("outputName", () => {
  it.each([
    ["talk.mp3", "talk"],
    ["/deep/down/talk.final.mp3", "talk.final"],
    ["noextension", "noextension"],
    ["-", "stdin"],
    ["https://example.org/shows/episode%201.mp3?token=x#t=1", "episode 1"],
    ["https://example.org/a%2f..%2fb.mp3", "a_.._b"],
    ["https://example.org/%e0%a4%a", "%e0%a4%a"],
    ["https://example.org/", "example.org"],
    ["https://example.org/shows/", "shows"],
  ])("of %s is %s", (input, name) => {
    expect(outputName(input)).toBe(name);
  });
});

describe("planOutputs", () => {
  it("names a file for each format", () => {
    expect(planOutputs(["in/a.mp3", "-"], ["srt", "json"], "out")).toEqual([
      [
        { format: "srt", path: join("out", "a.srt") },
        { format: "json", path: join("out", "a.json") },
      ],
      [
        { format: "srt", path: join("out", "stdin.srt") },
        { format: "json", path: join("out", "stdin.json") },
      ],
    ]);
  });

  it("refuses two recordings that would become one file", () => {
    expect(() => planOutputs(["x/a.mp3", "y/a.wav"], ["txt"], "out")).toThrow(
      expect.objectContaining({ code: "option-invalid", message: expect.stringContaining("x/a.mp3 and y/a.wav both") }),
    );
  });

  it("refuses a recording that is named twice", () => {
    expect(() => planOutputs(["a.mp3", "a.mp3"], ["txt"], "out")).toThrow("a.mp3 is named twice");
  });

  it("refuses to write over a recording", () => {
    expect(() => planOutputs(["out/a.txt"], ["txt"], "out")).toThrow("would be overwritten");
  });
});
