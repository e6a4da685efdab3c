import type { CatalogueEntry } from "../catalogue-entry.ts";

/** The two sources hold two forms of the same network; who loads it tells them apart by their inputs. */
export const SILERO_V6: CatalogueEntry = {
  name: "vad/silero-v6",
  what: "Silero VAD v6: tells speech from everything else",
  family: "silero",
  licence: "MIT",
  languages: "any",
  tasks: [],
  downloadBytes: 5_471_324,
  memoryBytes: 130_000_000,
  sources: [
    {
      kind: "mirror",
      files: {
        model: {
          path: "onnx/silero-vad-v6.onnx",
          sha256: "4cbf549b8326f60f80f2536d9eefeb450a9abe83365a098031c89719f1be17d2",
        },
      },
    },
    {
      kind: "npm-tarball",
      package: "@ricky0123/vad-web",
      version: "0.0.31",
      files: {
        model: {
          path: "package/dist/silero_vad_v6.onnx",
          bytes: 2_327_524,
          sha256: "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3",
        },
      },
    },
  ],
};
