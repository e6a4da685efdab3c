import { expect, it } from "vitest";
import { engineOptions } from "./engine-options.ts";

it("puts terms behind the prompt", () => {
  expect(engineOptions({ prompt: " A talk. ", vocabulary: ["Kubernetes", "Nguyen"] })).toEqual({
    task: "transcribe",
    prompt: "A talk. Kubernetes, Nguyen.",
  });
  expect(engineOptions({ vocabulary: [] })).toEqual({ task: "transcribe" });
});

it("takes a list of one language for that language", () => {
  expect(engineOptions({ languages: ["de"] })).toMatchObject({ language: "de" });
  expect(engineOptions({ languages: ["de", "en"] }).language).toBeUndefined();
});
