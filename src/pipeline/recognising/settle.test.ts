import { expect, it } from "vitest";
import type { HeardWindow } from "./recognise.ts";
import { settle, sureLanguage } from "./settle.ts";

function heard(start: number, text: string, averageLogProbability = -0.1): HeardWindow {
  const parts = [{ offset: 0, start, seconds: 5 }];
  return {
    window: { index: 0, samples: new Float32Array(80_000), parts, speech: [{ start, end: start + 5 }] },
    heard: {
      window: 0,
      text,
      language: "en",
      averageLogProbability,
      noSpeechProbability: averageLogProbability < -1 ? 0.9 : 0,
      temperature: 0,
    },
  };
}

it("gives segments in time order, and apart what cannot be believed", () => {
  const { segments, suppressed } = settle([heard(10, "second"), heard(0, "first"), heard(20, "doubted", -3)], {});
  expect(segments.map(({ start, text }) => [start, text])).toEqual([
    [0, "first"],
    [10, "second"],
  ]);
  expect(suppressed.map(({ text }) => text)).toEqual(["doubted"]);
});

it("settles the language by a guess that is sure and has text that stands", () => {
  const stands = settle([heard(0, "text")], {});
  const doubted = settle([heard(0, "text", -3)], {});
  const guess = (probability: number) => ({ language: "de", probability });
  expect(sureLanguage(guess(0.5), stands)).toEqual(guess(0.5));
  expect(sureLanguage(guess(0.49), stands)).toBeNull();
  expect(sureLanguage(guess(0.9), doubted)).toBeNull();
  expect(sureLanguage(null, stands)).toBeNull();
});
