import type { CatalogueEntry } from "../catalogue-entry.ts";
import { type WhisperSize, whisperFacts } from "./whisper-sizes.ts";

/** The Hugging Face layout of Whisper: roles and files, the two networks in a folder of their own on the hub. */
export const WHISPER_FILES = {
  encoder: "encoder_model_quantized.onnx",
  decoder: "decoder_model_merged_quantized.onnx",
  tokenizer: "tokenizer.json",
  tokenizerConfig: "tokenizer_config.json",
  config: "config.json",
  generation: "generation_config.json",
  preprocessor: "preprocessor_config.json",
} as const;

interface Size {
  readonly size: WhisperSize;
  readonly what: string;
  /** Bytes of the two networks on the hub; the rest is about 3 MB. */
  readonly downloadBytes: number;
  readonly memoryBytes?: number;
  /** Checksums of the build that mirrors hold. */
  readonly mirrored?: Readonly<Partial<Record<keyof typeof WHISPER_FILES, string>>>;
}

/**
 * Large-v1, large-v2 and large-v3 are not here: of them no export is known that has the cross-attentions word times need.
 * Other engines have them.
 */
const SIZES: readonly Size[] = [
  {
    size: "base",
    what: "OpenAI Whisper base, 74 M parameters, 8-bit: the usual choice on a CPU",
    downloadBytes: 76_871_875,
    memoryBytes: 300_000_000,
    mirrored: {
      encoder: "e7b93df66b11665f78b35acbbef38b8eac4f8000f9a0839831130ecc31cf3f92",
      decoder: "5807749bb5d226350e593f188b8fea7eb051c7748ac174b08bbe69cf69d314f4",
    },
  },
  {
    size: "tiny",
    what: "OpenAI Whisper tiny, 39 M parameters, 8-bit: fastest, most mistakes",
    downloadBytes: 40_827_373,
  },
  { size: "small", what: "OpenAI Whisper small, 244 M parameters, 8-bit", downloadBytes: 249_036_248 },
  { size: "medium", what: "OpenAI Whisper medium, 769 M parameters, 8-bit: slow on a CPU", downloadBytes: 985_716_093 },
  {
    size: "large-v3-turbo",
    what: "OpenAI Whisper large-v3-turbo, 809 M parameters, 8-bit: fewest mistakes, does not translate",
    downloadBytes: 1_084_880_793,
  },
  { size: "tiny.en", what: "OpenAI Whisper tiny for English alone, 8-bit", downloadBytes: 40_826_993 },
  { size: "base.en", what: "OpenAI Whisper base for English alone, 8-bit", downloadBytes: 76_871_369 },
  { size: "small.en", what: "OpenAI Whisper small for English alone, 8-bit", downloadBytes: 249_035_489 },
  {
    size: "medium.en",
    what: "OpenAI Whisper medium for English alone, 8-bit: slow on a CPU",
    downloadBytes: 985_710_974,
  },
];

export const WHISPER_ENTRIES: readonly CatalogueEntry[] = SIZES.map(entryOf);

function entryOf({ size, what, downloadBytes, memoryBytes, mirrored = {} }: Size): CatalogueEntry {
  const name = `onnx/whisper-${size}`;
  const { licence, languages, tasks } = whisperFacts(size);
  const checksums: Readonly<Record<string, string | undefined>> = mirrored;
  const inMirror = mapFiles((role, file) => {
    const hex = checksums[role];
    return { path: `${name}/${file}`, ...(hex === undefined ? {} : { sha256: hex }) };
  });
  const onHub = mapFiles((_role, file) => (file.endsWith(".onnx") ? `onnx/${file}` : file));
  return {
    name,
    what,
    family: "whisper",
    licence,
    languages,
    tasks,
    downloadBytes,
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    sources: [
      { kind: "mirror", files: inMirror },
      { kind: "hugging-face", repository: `onnx-community/whisper-${size}_timestamped`, files: onHub },
    ],
  };
}

function mapFiles<T>(each: (role: string, file: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(WHISPER_FILES).map(([role, file]) => [role, each(role, file)]));
}
