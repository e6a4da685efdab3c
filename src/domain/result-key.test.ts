import { expect, it } from "vitest";
import type { JobParameters } from "./job.ts";
import { PIPELINE_VERSION, type ResultFacts, resultKey } from "./result-key.ts";

const parameters: JobParameters = {
  model: "auto",
  language: null,
  task: "transcribe",
  prompt: null,
  vocabulary: ["Nguyen", "Kubernetes"],
  languages: ["en", "de"],
};
const facts: ResultFacts = {
  recording: "ab12",
  extension: ".wav",
  parameters,
  recogniser: "onnx/whisper-base 1.2",
  windowsAtOnce: 4,
  warnings: [],
};
const key = (other: Partial<ResultFacts> = {}) => resultKey({ ...facts, ...other });
const asked = (other: Partial<JobParameters>) => key({ parameters: { ...parameters, ...other } });

it.each<[string, string]>([
  ["another recording", key({ recording: "ab13" })],
  ["another extension", key({ extension: ".raw" })],
  ["no extension", key({ extension: undefined })],
  ["another engine or model", key({ recogniser: "onnx/whisper-base 1.3" })],
  ["another batch", key({ windowsAtOnce: 8 })],
  ["another warning", key({ warnings: ["English only"] })],
  ["a language", asked({ language: "en" })],
  ["another task", asked({ task: "translate" })],
  ["a prompt", asked({ prompt: "Kubernetes" })],
  ["terms in another order", asked({ vocabulary: ["Kubernetes", "Nguyen"] })],
  ["fewer languages", asked({ languages: ["en"] })],
  ["channels apart", asked({ channels: "apart" })],
  ["a beam", asked({ beamSize: 1 })],
  ["a range", asked({ fromSeconds: 0 })],
  ["another writing", asked({ profanity: "mask" })],
])("differs for %s", (_what, other) => {
  expect(other).not.toBe(key());
});

it("is the same whatever the order of fields, the name of the model that was asked for, and capitals of the extension", () => {
  const { prompt, ...others } = parameters;
  const { warnings, ...rest } = facts;
  expect(resultKey({ warnings, ...rest, parameters: { prompt, ...others } })).toBe(key());
  expect(asked({ model: "onnx/whisper-base" })).toBe(key());
  expect(key({ extension: ".WAV" })).toBe(key());
});

it("holds the build of the pipeline", () => {
  expect(JSON.parse(key())).toMatchObject({
    pipeline: PIPELINE_VERSION,
    asked: { vocabulary: ["Nguyen", "Kubernetes"] },
  });
});
