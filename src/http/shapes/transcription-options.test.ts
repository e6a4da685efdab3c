import { describe, expect, it } from "vitest";
import { checked } from "./checked.ts";
import { OptionStrings, OptionValues, optionsOf } from "./transcription-options.ts";

describe("options as strings", () => {
  it("become what they mean", () => {
    const given = checked(OptionStrings, {
      priority: "-5",
      keepSeconds: "3600",
      translate: "true",
      language: "German",
    });
    expect(given).toEqual({ priority: -5, keepSeconds: 3600, translate: true, language: "German" });
    expect(optionsOf(given)).toEqual({ task: "translate", language: "de" });
  });

  it.each([
    [{ priority: "urgent" }, "body priority"],
    [{ priority: "101" }, "body priority"],
    [{ priority: "1.5" }, "body priority"],
    [{ keepSeconds: "0" }, "body keepSeconds"],
    [{ task: "summarise" }, "body task"],
    [{ translate: "maybe" }, "body translate"],
    [{ langauge: "de" }, "langauge"],
    [{ prompt: "a\0b" }, "body prompt"],
    [{ name: "\ud800.mp3" }, "body name"],
  ])("are refused by name: %j", (given, name) => {
    expect(() => checked(OptionStrings, given)).toThrow(
      expect.objectContaining({ code: "request-invalid", message: expect.stringContaining(name) }),
    );
  });

  it("names everything that is wrong at once", () => {
    expect(() => checked(OptionStrings, { priority: "urgent", task: "sing" })).toThrow(/priority.*task|task.*priority/);
  });
});

describe("options as values", () => {
  it("are numbers and truths", () => {
    expect(checked(OptionValues, { priority: 3, translate: false })).toEqual({ priority: 3, translate: false });
    expect(() => checked(OptionValues, { priority: "3" })).toThrow("priority");
  });
});

describe("optionsOf", () => {
  it("leaves out what was left out", () => {
    expect(optionsOf({})).toEqual({});
    expect(optionsOf({ translate: false, task: "transcribe" })).toEqual({ task: "transcribe" });
  });

  it("refuses a language it does not know", () => {
    expect(() => optionsOf({ language: "Klingon" })).toThrow(
      expect.objectContaining({ code: "language-unsupported", message: expect.stringContaining("Klingon") }),
    );
  });

  it("refuses two tasks at once", () => {
    expect(() => optionsOf({ translate: true, task: "transcribe" })).toThrow(
      expect.objectContaining({ code: "option-invalid" }),
    );
  });
});
