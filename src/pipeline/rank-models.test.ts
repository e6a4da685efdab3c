import { expect, it } from "vitest";
import type { ModelListing } from "../ports/model-store.ts";
import { rankModels, type Surroundings } from "./rank-models.ts";

const listing = (name: string, more: Partial<ModelListing> = {}): ModelListing => ({
  name,
  what: name,
  family: "whisper",
  origin: "catalogue",
  remote: false,
  licence: "MIT",
  languages: "any",
  tasks: ["transcribe", "translate"],
  downloadBytes: null,
  memoryBytes: null,
  installed: { bytes: 100e6, source: "here", since: "2026-01-01" },
  ...more,
});
const large = { installed: { bytes: 3_000e6, source: "here", since: "2026-01-01" } };
const everywhere: Surroundings = {
  engines: ["mlx", "onnx", "whispercpp"],
  accelerated: [],
  roomBytes: null,
};
const ranked = (listings: ModelListing[], language?: string, surroundings: Partial<Surroundings> = {}) =>
  rankModels(listings, { language, task: "transcribe" }, { ...everywhere, ...surroundings }).map(({ name }) => name);

it("goes by engine, then by the usual size", () => {
  const here = ["whispercpp/whisper-base", "onnx/whisper-tiny", "onnx/whisper-base", "mlx/whisper-tiny"];
  expect(ranked(here.map((name) => listing(name)))).toEqual([
    "mlx/whisper-tiny",
    "onnx/whisper-base",
    "onnx/whisper-tiny",
    "whispercpp/whisper-base",
  ]);
});

it("takes the largest where something is faster than the processor", () => {
  const here = [listing("onnx/whisper-base"), listing("onnx/whisper-large-v3-turbo", large)];
  expect(ranked(here, "de", { accelerated: ["onnx"] })[0]).toBe("onnx/whisper-large-v3-turbo");
  expect(ranked(here, "de")[0]).toBe("onnx/whisper-base");
});

it("puts what does not fit the memory behind what does", () => {
  const here = [listing("mlx/whisper-large-v3", large), listing("whispercpp/whisper-tiny")];
  expect(ranked(here, "de", { roomBytes: 1_000e6 })[0]).toBe("whispercpp/whisper-tiny");
});

it("knows no model that is remote, not here, or of an engine that does not run here", () => {
  const here = [
    listing("openai/whisper-1", { remote: true }),
    listing("onnx/whisper-small", { installed: null }),
    listing("sherpa/parakeet-tdt-0.6b-v3"),
  ];
  expect(ranked(here, "en")).toEqual([]);
  expect(ranked(here, "en", { engines: ["openai", "sherpa"] })).toEqual(["sherpa/parakeet-tdt-0.6b-v3"]);
});

it("gives a model of few languages only speech that is known to be in one of them", () => {
  const here = [listing("onnx/whisper-base.en", { languages: ["en"] }), listing("onnx/own", { languages: null })];
  expect(ranked(here, "en")).toEqual(["onnx/whisper-base.en"]);
  expect(ranked(here, "de")).toEqual([]);
  expect(ranked(here)).toEqual([]);
});
