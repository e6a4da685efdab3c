import { describe, expect, it } from "vitest";
import type { Segment, Transcript } from "../domain/transcript.ts";
import { FORMATS, writeTranscript } from "./formats.ts";

const transcriptOf = (segments: Segment[]): Transcript => ({
  model: "onnx/whisper-base",
  warnings: [],
  segments,
  suppressed: [],
  coverage: [{ kind: "silence", end: 1.00049, start: 0 }],
  task: "transcribe",
  language: segments.length > 0 ? "en" : null,
  seconds: 11.0004999,
});

const TWO = transcriptOf([
  { start: 0.0004, end: 2.5, text: " Ask <not> what & why --> now. " },
  { start: 3661.25, end: 3662.7504, text: "Second\nline." },
]);

describe("writeTranscript", () => {
  it("writes srt", () => {
    expect(writeTranscript(TWO, "srt")).toBe(
      "1\n00:00:00,000 --> 00:00:02,500\nAsk <not> what & why -> now.\n\n" +
        "2\n01:01:01,250 --> 01:01:02,750\nSecond line.\n",
    );
  });

  it("writes vtt", () => {
    expect(writeTranscript(TWO, "vtt")).toBe(
      "WEBVTT\n\n00:00:00.000 --> 00:00:02.500\nAsk &lt;not&gt; what &amp; why --&gt; now.\n\n" +
        "01:01:01.250 --> 01:01:02.750\nSecond line.\n",
    );
  });

  it("writes hours beyond 99", () => {
    expect(writeTranscript(transcriptOf([{ start: 360_000, end: 360_001, text: "Late." }]), "srt")).toContain(
      "100:00:00,000 --> 100:00:01,000",
    );
  });

  it("writes txt", () => {
    expect(writeTranscript(TWO, "txt")).toBe("Ask <not> what & why --> now.\n\nSecond line.\n");
  });

  it("writes json with its keys in order, times to the millisecond, and what is absent left out", () => {
    const json = writeTranscript(
      transcriptOf([
        {
          words: [{ confidence: 0.98765, text: "Ask", end: 0.33333, start: 0.1 }],
          text: "Ask",
          end: 0.33333,
          start: 0.1,
        },
      ]),
      "json",
    );
    expect(json).toBe(
      `${JSON.stringify(
        {
          seconds: 11,
          language: "en",
          model: "onnx/whisper-base",
          task: "transcribe",
          segments: [
            {
              start: 0.1,
              end: 0.333,
              text: "Ask",
              words: [{ start: 0.1, end: 0.333, text: "Ask", confidence: 0.988 }],
            },
          ],
          suppressed: [],
          coverage: [{ start: 0, end: 1, kind: "silence" }],
          warnings: [],
        },
        null,
        2,
      )}\n`,
    );
  });

  it("keeps suppressed text with its scores in json, and out of every other format", () => {
    const scores = { noSpeechProbability: 0.9, averageLogProbability: -1.23456, compressionRatio: 2.5 };
    const suppressed = [{ start: 0, end: 1, text: "Thanks for watching", reasons: ["no-speech"] as const, scores }];
    const transcript = { ...transcriptOf([]), suppressed };
    expect(JSON.parse(writeTranscript(transcript, "json")).suppressed).toEqual([
      { ...suppressed[0], scores: { ...scores, averageLogProbability: -1.235 } },
    ]);
    for (const format of ["txt", "srt", "vtt"] as const) {
      expect(writeTranscript(transcript, format)).not.toContain("Thanks");
    }
  });

  it("gives a valid file where there was no speech", () => {
    const nothing = transcriptOf([]);
    expect(Object.fromEntries(FORMATS.map((format) => [format, writeTranscript(nothing, format)]))).toMatchObject({
      txt: "",
      srt: "",
      vtt: "WEBVTT\n",
    });
  });
});
