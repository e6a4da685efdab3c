import { basename } from "node:path/posix";
import { describe, expect, it } from "vitest";
import { CATALOGUE, findEntry } from "./catalogue.ts";
import { MODEL_NAME } from "./own-models.ts";

const filesOf = (files: object): string[] =>
  Object.values(files).map((file: string | { path: string }) => basename(typeof file === "string" ? file : file.path));

describe("the catalogue", () => {
  it("has each name once", () => {
    const names = CATALOGUE.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => MODEL_NAME.test(name))).toBe(true);
  });

  it.each(CATALOGUE)("$name has the same roles at every source, and no two files of one name at any", ({ sources }) => {
    const roles = sources.map(({ files }) =>
      Object.keys(files)
        .sort((a, b) => a.localeCompare(b))
        .join(),
    );
    expect(new Set(roles).size).toBe(1);
    for (const { files } of sources) expect(new Set(filesOf(files)).size).toBe(filesOf(files).length);
  });

  it("has the default, the fall-back and the voice activity model, each from two sources", () => {
    for (const name of ["onnx/whisper-base", "onnx/moonshine-tiny", "vad/silero-v6"]) {
      expect(findEntry(name)?.sources.length).toBe(2);
    }
  });
});
