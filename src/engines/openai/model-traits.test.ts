import { expect, it } from "vitest";
import { traitsOf } from "./model-traits.ts";

it.each([
  ["whisper-1", "verbose", true, true],
  ["gpt-4o-transcribe", "scored", true, false],
  ["gpt-4o-mini-transcribe-2025-12-15", "scored", true, false],
  ["gpt-4o-transcribe-diarize", "plain", false, false],
  ["gpt-transcribe", "plain", true, false],
  ["Systran/faster-whisper-large-v3", "verbose", true, true],
])("knows %s", (model, format, prompt, translate) => {
  expect(traitsOf(model)).toEqual({ format, prompt, translate });
});
