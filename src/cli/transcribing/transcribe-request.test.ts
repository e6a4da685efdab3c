import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTranscribeRequest } from "./transcribe-request.ts";

describe("readTranscribeRequest", () => {
  it("asks for plain text on standard output by default", () => {
    expect(readTranscribeRequest(["talk.mp3"])).toEqual({
      inputs: ["talk.mp3"],
      formats: ["txt"],
      directory: null,
      options: {},
      server: null,
    });
  });

  it("takes every flag", () => {
    const words = "a.mp3 b.mp3 --format srt,vtt -f SRT -f json -o out -l German --translate -m whisper-base".split(" ");
    const more = ["--prompt", "Ada, Grace", "--server", "http://box:8000"];
    expect(readTranscribeRequest([...words, ...more])).toEqual({
      inputs: ["a.mp3", "b.mp3"],
      formats: ["srt", "vtt", "json"],
      directory: "out",
      options: { language: "de", task: "translate", model: "whisper-base", prompt: "Ada, Grace" },
      server: "http://box:8000",
    });
  });

  it("takes --json for a format, and - for standard output", () => {
    expect(readTranscribeRequest(["a.mp3", "--json", "--output", "-"])).toMatchObject({
      formats: ["json"],
      directory: null,
    });
  });

  it("takes a directory whose name looks like a file, once it is there", () => {
    const directory = mkdtempSync(join(tmpdir(), "scribewell-request-.srt"));
    expect(readTranscribeRequest(["a.mp3", "--output", directory]).directory).toBe(directory);
  });

  it.each([
    ["", "option-invalid", "Name a recording"],
    [
      "a --format str",
      "format-unknown",
      'There is no format "str". Did you mean "srt"? There are txt, srt, vtt, json.',
    ],
    ["a --format docx", "format-unknown", 'There is no format "docx". There are'],
    ["a --language germn", "language-unsupported", 'There is no language "germn" here. Did you mean "german"?'],
    ["a --language xx", "language-unsupported", "leave --language out"],
    ["a --format srt,vtt", "option-invalid", "srt and vtt cannot both go to standard output. Add --output DIR."],
    ["a b --format srt", "option-invalid", "Several recordings as srt need files of their own. Add --output DIR."],
    ["a b --json", "option-invalid", "Add --output DIR"],
    ["a --output talk.srt", "option-invalid", "Write --format srt > talk.srt instead."],
    ["- - --output out", "option-invalid", "only once"],
    ["ftp://example.org/a.mp3", "url-invalid", "only http and https"],
    ["file:///tmp/a.mp3", "url-invalid", "give its path instead"],
    ["http://", "url-invalid", "not a valid address"],
  ])("refuses %j", (words, code, message) => {
    expect(() => readTranscribeRequest(words.split(" ").filter(Boolean))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  it("lets several recordings share standard output as text", () => {
    expect(readTranscribeRequest(["a.mp3", "b.mp3"]).inputs).toHaveLength(2);
  });
});
