import type { CatalogueEntry } from "../catalogue-entry.ts";
import { type WhisperSize, whisperFacts } from "./whisper-sizes.ts";

interface MlxWhisper {
  readonly size: WhisperSize;
  /** Repository of `mlx-community`. */
  readonly repository: string;
  readonly weights: "weights.npz" | "weights.safetensors";
  /** Of the weights; about, where nobody has told: a model for English alone is a kilobyte smaller than its twin. */
  readonly bytes: number;
  /** Of the weights, where it is known from elsewhere than the hub. */
  readonly sha256?: string;
  /** The commit that the sum belongs to. */
  readonly revision?: string;
}

/** The 16-bit conversions. Where no sum is known, the one that the hub tells is what counts. */
const WHISPERS: readonly MlxWhisper[] = [
  {
    size: "tiny",
    repository: "whisper-tiny-mlx",
    weights: "weights.npz",
    bytes: 74_418_540,
    sha256: "0e03a5993d6eea43b07ee2dcc772b0e4cef5bb227257dacc24bf289387d49186",
    revision: "6caf9c55601caafbe6508a8b0d216bdf4783c4e8",
  },
  {
    size: "tiny.en",
    repository: "whisper-tiny.en-mlx",
    weights: "weights.npz",
    bytes: 74_417_804,
    sha256: "4627203f0807d6496dda0d200e893b04ff24c98e73aa51c485c06203a0330b17",
    revision: "5f4dafbb28e62a53c1b10426ff7eed36ca733bf7",
  },
  {
    size: "base",
    repository: "whisper-base-mlx",
    weights: "weights.npz",
    bytes: 143_724_204,
    sha256: "2f57d5f3ef473054c638961f90716f4ee415e8108de81313eccb2c5fd62eff0b",
    revision: "1e3e249fb8d01c655324bd6841b1deadffd6d04c",
  },
  {
    size: "base.en",
    repository: "whisper-base.en-mlx",
    weights: "weights.npz",
    bytes: 143_723_000,
    sha256: "b6c8ee500656e04e8e57c2949a5253f0dda002ba36cd1561846574dbcf01132e",
    revision: "aa0678c3466ed62c5c6114ec600a0e1f96820089",
  },
  {
    size: "small",
    repository: "whisper-small-mlx",
    weights: "weights.npz",
    bytes: 481_307_592,
    sha256: "55b6674c9b339702d486e2b1573839a66f8ec8f821ed2886993ef717a86b09f5",
    revision: "45f3915923c7a79a5a5b5a7d909d39aeb0e5630e",
  },
  {
    size: "small.en",
    repository: "whisper-small.en-mlx",
    weights: "weights.npz",
    bytes: 481_306_000,
    sha256: "1bb29b030aca711a035f7a084a0eefac6251ecc2bdd356fa748858fbad082f5a",
    revision: "52a88bf6e98b114a210c21bb83e22d6e1505cb73",
  },
  {
    size: "medium",
    repository: "whisper-medium-mlx",
    weights: "weights.npz",
    bytes: 1_524_924_912,
    sha256: "10b597c2bcb1bcc38b2d3d24cd4f0885f461a7cd70e8444d6ad5a763ece549ea",
    revision: "7fc08c4eac4c316526498f147dfdee6f6303f975",
  },
  { size: "medium.en", repository: "whisper-medium.en-mlx", weights: "weights.npz", bytes: 1_524_923_000 },
  { size: "large-v1", repository: "whisper-large-v1-mlx", weights: "weights.npz", bytes: 3_083_149_000 },
  {
    size: "large-v2",
    repository: "whisper-large-v2-mlx",
    weights: "weights.npz",
    bytes: 3_083_149_424,
    sha256: "c9888a2d03b4e9906c2864151f56dc21e58d617938da0eb818152e3f99adc3f1",
    revision: "cce86229e2765266197fef869ce9f7e2550067ab",
  },
  {
    size: "large-v3",
    repository: "whisper-large-v3-mlx",
    weights: "weights.npz",
    bytes: 3_083_520_416,
    sha256: "05ff791ce3630fae47e7c51004e9666204d786246ec07cac6110af768099b40d",
    revision: "49e6aa286ad60c14352c404340ded53710378a11",
  },
  {
    size: "large-v3-turbo",
    repository: "whisper-large-v3-turbo",
    weights: "weights.safetensors",
    bytes: 1_613_977_612,
    sha256: "951ed3fc1203e6a62467abb2144a96ce7eafca8fa77e3704fdb8635ff3e7f8a6",
    revision: "a4aaeec0636e6fef84abdcbe3544cb2bf7e9f6fb",
  },
];

/** The Whispers for MLX, Apple's framework for its own processors. */
export const MLX_ENTRIES: readonly CatalogueEntry[] = WHISPERS.map(entryOf);

function entryOf({ size, repository, weights, bytes, sha256, revision }: MlxWhisper): CatalogueEntry {
  const { title, ...facts } = whisperFacts(size);
  const name = `mlx/whisper-${size}`;
  const sum = sha256 === undefined ? {} : { sha256 };
  return {
    name,
    what: `${title}, 16-bit, for Apple silicon`,
    family: "mlx",
    ...facts,
    downloadBytes: bytes,
    sources: [
      {
        kind: "mirror",
        files: { config: { path: `${name}/config.json` }, weights: { path: `${name}/${weights}`, ...sum } },
      },
      {
        kind: "hugging-face",
        repository: `mlx-community/${repository}`,
        ...(revision === undefined ? {} : { revision }),
        files: { config: "config.json", weights: { path: weights, ...sum } },
      },
    ],
  };
}
