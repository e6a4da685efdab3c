import type { CatalogueEntry } from "../catalogue-entry.ts";
import { GGML_FILES, GGML_REVISION, type GgmlFile } from "./ggml-files.ts";
import { type WhisperSize, whisperFacts } from "./whisper-sizes.ts";

const PRECISIONS: Readonly<Record<string, string>> = { q5_0: "5-bit", q5_1: "5-bit", q8_0: "8-bit" };

/**
 * Builds of the same weights whose tensors stand in another order than in the published file: as good, with another sum.
 * Mirrors hold them where the published file was out of reach.
 */
const OTHER_BUILDS: Readonly<Record<string, string>> = {
  "base-q5_1": "2a343677b8dbbbdda45864814832dc4c05f6999b58ada681293f9c170877a9ea",
};

/** The Whispers of whisper.cpp: one file each, with the tokenizer inside. */
export const GGML_ENTRIES: readonly CatalogueEntry[] = GGML_FILES.map(entryOf);

function entryOf([model, bytes, sha256]: GgmlFile): CatalogueEntry {
  const [, size = "", quantisation = ""] = /^(.+?)(?:-(q\d_\d))?$/.exec(model) ?? [];
  const { title, ...facts } = whisperFacts(size as WhisperSize); // the list names published sizes alone
  const file = `ggml-${model}.bin`;
  const other = OTHER_BUILDS[model];
  return {
    name: `whispercpp/whisper-${model}`,
    what: `${title}, ${PRECISIONS[quantisation] ?? "16-bit"}, for whisper.cpp`,
    family: "ggml",
    ...facts,
    downloadBytes: bytes,
    sources: [
      {
        kind: "mirror",
        files: { model: { path: `ggml/${file}`, sha256: other === undefined ? sha256 : [sha256, other] } },
      },
      {
        kind: "hugging-face",
        repository: "ggerganov/whisper.cpp",
        revision: GGML_REVISION,
        files: { model: { path: file, sha256 } },
      },
    ],
  };
}
