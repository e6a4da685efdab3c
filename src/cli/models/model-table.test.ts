import { expect, it } from "vitest";
import type { ModelListing } from "../../ports/model-store.ts";
import { modelTable } from "./model-table.ts";

const listing = (name: string, more: Partial<ModelListing> = {}): ModelListing => ({
  name,
  what: "A model that knows much and says little, in 8 bits",
  family: "whisper",
  origin: "catalogue",
  remote: false,
  licence: "MIT",
  languages: "any",
  tasks: ["transcribe"],
  downloadBytes: 77e6,
  memoryBytes: null,
  installed: null,
  ...more,
});
const here = { bytes: 109e6, source: "x", since: "2026-01-01T00:00:00.000Z" };

const LISTINGS = [
  listing("onnx/whisper-base", { installed: here }),
  listing("whispercpp/whisper-large-v3-turbo-q5_0", { downloadBytes: 1.08e9 }),
  listing("sherpa/sense-voice", { licence: "LicenseRef-FunASR-Model", languages: ["zh", "en", "ja", "ko", "yue"] }),
  listing("openai/whisper-1", { remote: true, licence: null, downloadBytes: null }),
  listing("onnx/mine", { origin: "own", licence: null, languages: null, downloadBytes: null }),
  listing("later/new", { languages: ["en", "de"] }),
];

it("groups models by their engine, and fits 80 columns", () => {
  const table = modelTable(LISTINGS, { isTTY: true, columns: 80 });
  expect(table).toBe(`\
   model                                     size  languages  licence

onnx: ONNX Runtime; runs on any machine
✓  onnx/whisper-base                       109 MB  all        MIT
   onnx/mine                                    ?  ?          ?

whispercpp: whisper.cpp; one file a model, also on graphics processors
   whispercpp/whisper-large-v3-turbo-q5_0  1.1 GB  all        MIT

sherpa: sherpa-onnx; other models than Whisper, quick on any processor
   sherpa/sense-voice                       77 MB  5          FunASR-Model

openai: a remote service; recordings leave this machine
   openai/whisper-1                             –  all        –

later
   later/new                                77 MB  en de      MIT
`);
});

it("says what each is where there is room, and cuts it at the edge of a screen", () => {
  const wide = modelTable(LISTINGS, { isTTY: true, columns: 110 });
  expect(wide).toMatch(/MIT +A model that knows much and .*…$/m);
  expect(Math.max(...wide.split("\n").map(({ length }) => length))).toBeLessThan(110);
  expect(modelTable(LISTINGS, {})).toMatch(/ in 8 bits$/m);
});

it("keeps what others named from moving the cursor", () => {
  expect(modelTable([listing("onnx/mine", { what: "Added from a\u001b[2Jb\nc" })], {})).toContain("from a [2Jb c");
});
