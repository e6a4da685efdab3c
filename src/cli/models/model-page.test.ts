import { expect, it } from "vitest";
import type { ModelDescription } from "../../ports/model-store.ts";
import { modelPage } from "./model-page.ts";

const sha256 = "ab".repeat(32);
const model: ModelDescription = {
  name: "whispercpp/whisper-small",
  what: "OpenAI Whisper small, for whisper.cpp",
  family: "ggml",
  origin: "catalogue",
  remote: false,
  licence: "MIT",
  languages: "any",
  tasks: ["transcribe", "translate"],
  downloadBytes: 100e6,
  memoryBytes: null,
  installed: null,
  sources: [
    { name: "Hugging Face (https://hub/x)", files: [{ role: "model", file: "ggml-small.bin", bytes: null, sha256 }] },
  ],
  here: null,
};

it("tells of a model that is not here where it may be had", () => {
  expect(modelPage(model)).toBe(`\
model      whispercpp/whisper-small
what       OpenAI Whisper small, for whisper.cpp
engine     whispercpp, family ggml
languages  all that Whisper knows, 99
tasks      transcribe, translate
licence    MIT
download   about 100 MB
memory     about 280 MB, estimated from the size of its files
here       no; scribewell models pull whispercpp/whisper-small

from Hugging Face (https://hub/x)
  model: ggml-small.bin
    sha256 ${sha256}
`);
});

it("tells of a model that is here which files it has", () => {
  const files = [{ role: "model", file: "ggml-small.bin", bytes: 99e6, sha256 }];
  const installed = { bytes: 99e6, source: "the mirror /m", since: "2026-11-21T01:02:03.000Z" };
  const page = modelPage({ ...model, memoryBytes: 300e6, installed, here: { directory: "/models/x", files } });
  expect(page).toContain("memory     about 300 MB, measured\nhere       99 MB since 2026-11-21, from the mirror /m\n");
  expect(page).toContain(`\n\n/models/x\n  model: ggml-small.bin, 99 MB\n    sha256 ${sha256}\n`);
  expect(page).not.toContain("Hugging Face");
});

it("tells of a remote model that recordings leave the machine", () => {
  const remote = { ...model, name: "openai/whisper-1", family: "openai", remote: true, downloadBytes: null } as const;
  const page = modelPage({ ...remote, licence: null, sources: [] });
  expect(page).toContain("\nengine     openai\n");
  expect(page).toContain("\nlicence    the terms of whoever runs the service\nhere       never: recordings are sent");
});

it("tells of a model of one's own that it is damaged", () => {
  const page = modelPage({ ...model, origin: "own", licence: null, languages: ["en", "de"], sources: [] });
  expect(page).toContain("\nlanguages  English, German\n");
  expect(page).toContain("\nlicence    not known: it was added here\n");
  expect(page).toContain("\nhere       damaged: remove it and add it again\n");
});
