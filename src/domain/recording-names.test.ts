import { expect, it } from "vitest";
import { isRecordingName } from "./recording-names.ts";

it.each(["a.wav", "A B.MP3", "talk.2024.m4a", "x.webm", "call.gsm", "日本.opus"])(
  "takes %s for a recording",
  (name) => {
    expect(isRecordingName(name)).toBe(true);
  },
);

it.each(["a.txt", "wav", ".wav", ".hidden.wav", "a.wav.part", "a.m3u8", "a.jpg", ""])(
  "takes %j for something else",
  (name) => {
    expect(isRecordingName(name)).toBe(false);
  },
);
