import { expect, it } from "vitest";
import { didYouMean } from "./nearest.ts";

it.each([
  ["trnscribe", "transcribe"],
  ["Transcribe", "transcribe"],
  ["transcibr", "transcribe"],
  ["trans", "transcribe"],
  ["docter", "doctor"],
  ["wacth", "watch"],
])("takes %s for %s", (word, meant) => {
  expect(didYouMean(word, ["transcribe", "watch", "models", "doctor"])).toBe(` Did you mean "${meant}"?`);
});

it.each(["", "x", "banana", "w"])("takes %j for nothing", (word) => {
  expect(didYouMean(word, ["transcribe", "watch", "models", "doctor"])).toBe("");
});
