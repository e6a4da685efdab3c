import type { CatalogueEntry } from "../catalogue-entry.ts";

const TRANSDUCER = {
  encoder: "encoder.int8.onnx",
  decoder: "decoder.int8.onnx",
  joiner: "joiner.int8.onnx",
  tokens: "tokens.txt",
} as const;

const EUROPEAN = "bg hr cs da nl en et fi fr de el hu it lv lt mt pl pt ro ru sk sl es sv uk".split(" ");

/** Models that sherpa-onnx runs, from the repositories of its makers. */
export const SHERPA_ENTRIES: readonly CatalogueEntry[] = [
  {
    name: "sherpa/parakeet-tdt-0.6b-v3",
    what: "NVIDIA Parakeet TDT 0.6B v3, 8-bit: 25 European languages, found by itself; word times",
    family: "sherpa-parakeet",
    licence: "CC-BY-4.0",
    languages: EUROPEAN,
    tasks: ["transcribe"],
    sources: [
      { kind: "hugging-face", repository: "csukuangfj/sherpa-onnx-nemo-parakeet-tdt-0.6b-v3-int8", files: TRANSDUCER },
    ],
  },
  {
    name: "sherpa/parakeet-tdt-0.6b-v2",
    what: "NVIDIA Parakeet TDT 0.6B v2, 8-bit: English alone, with word times",
    family: "sherpa-parakeet",
    licence: "CC-BY-4.0",
    languages: ["en"],
    tasks: ["transcribe"],
    sources: [
      { kind: "hugging-face", repository: "csukuangfj/sherpa-onnx-nemo-parakeet-tdt-0.6b-v2-int8", files: TRANSDUCER },
    ],
  },
  {
    name: "sherpa/canary-180m-flash",
    what: "NVIDIA Canary 180M flash, 8-bit: four languages, translates into English; has to be told the language",
    family: "sherpa-canary",
    licence: "CC-BY-4.0",
    languages: ["en", "es", "de", "fr"],
    tasks: ["transcribe", "translate"],
    sources: [
      {
        kind: "hugging-face",
        repository: "csukuangfj/sherpa-onnx-nemo-canary-180m-flash-en-es-de-fr-int8",
        files: { encoder: "encoder.int8.onnx", decoder: "decoder.int8.onnx", tokens: "tokens.txt" },
      },
    ],
  },
  {
    name: "sherpa/sense-voice",
    what: "SenseVoice small, 8-bit: Chinese, Cantonese, English, Japanese, Korean; quick",
    family: "sherpa-sense-voice",
    // The FunASR Model Open Source License Agreement: free to use, with its author and its name kept.
    licence: "LicenseRef-FunASR-Model",
    languages: ["zh", "en", "ja", "ko", "yue"],
    tasks: ["transcribe"],
    sources: [
      {
        kind: "hugging-face",
        repository: "csukuangfj/sherpa-onnx-sense-voice-zh-en-ja-ko-yue-2024-07-17",
        files: { model: "model.int8.onnx", tokens: "tokens.txt" },
      },
    ],
  },
  {
    name: "sherpa/zipformer-gigaspeech",
    what: "Zipformer of k2, trained on GigaSpeech, 8-bit: English alone, small; writes capitals without punctuation",
    family: "sherpa-zipformer",
    licence: "Apache-2.0",
    languages: ["en"],
    tasks: ["transcribe"],
    sources: [
      {
        kind: "hugging-face",
        repository: "k2-fsa/sherpa-onnx-zipformer-gigaspeech-2023-12-12",
        files: {
          encoder: "encoder-epoch-30-avg-1.int8.onnx",
          // Small as it is, and not as good in 8 bits.
          decoder: "decoder-epoch-30-avg-1.onnx",
          joiner: "joiner-epoch-30-avg-1.int8.onnx",
          tokens: "tokens.txt",
        },
      },
    ],
  },
  {
    name: "sherpa/moonshine-tiny",
    what: "Moonshine tiny for sherpa-onnx, 8-bit: English alone, small and quick",
    family: "sherpa-moonshine",
    licence: "MIT",
    languages: ["en"],
    tasks: ["transcribe"],
    sources: [
      {
        kind: "hugging-face",
        repository: "csukuangfj/sherpa-onnx-moonshine-tiny-en-int8",
        files: {
          preprocessor: "preprocess.onnx",
          encoder: "encode.int8.onnx",
          uncachedDecoder: "uncached_decode.int8.onnx",
          cachedDecoder: "cached_decode.int8.onnx",
          tokens: "tokens.txt",
        },
      },
    ],
  },
];
