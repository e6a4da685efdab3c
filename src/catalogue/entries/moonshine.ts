import type { CatalogueEntry } from "../catalogue-entry.ts";

const ENCODER = "c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a";
const DECODER = "eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367";
const INSIDE = "package/dist/model/tiny/quantized";

export const MOONSHINE_TINY: CatalogueEntry = {
  name: "onnx/moonshine-tiny",
  what: "Moonshine tiny, 8-bit: English alone, small and quick; needs no more than an npm registry",
  family: "moonshine",
  licence: "MIT",
  languages: ["en"],
  tasks: ["transcribe"],
  downloadBytes: 21_514_347,
  memoryBytes: 205_000_000,
  sources: [
    {
      kind: "mirror",
      files: {
        encoder: { path: "onnx/moonshine-tiny/encoder_model.onnx", sha256: ENCODER },
        decoder: { path: "onnx/moonshine-tiny/decoder_model_merged.onnx", sha256: DECODER },
      },
    },
    {
      kind: "npm-tarball",
      package: "@moonshine-ai/moonshine-js",
      version: "0.1.29",
      files: {
        encoder: { path: `${INSIDE}/encoder_model.onnx`, bytes: 7_937_661, sha256: ENCODER },
        decoder: { path: `${INSIDE}/decoder_model_merged.onnx`, bytes: 20_243_286, sha256: DECODER },
      },
    },
  ],
};
