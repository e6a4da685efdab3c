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

  it.each(CATALOGUE.filter(({ remote }) => !remote))(
    "$name has the same roles at every source, and no two files of one name at any",
    ({ sources }) => {
      const roles = sources.map(({ files }) =>
        Object.keys(files)
          .sort((a, b) => a.localeCompare(b))
          .join(),
      );
      expect(new Set(roles).size).toBe(1);
      for (const { files } of sources) expect(new Set(filesOf(files)).size).toBe(filesOf(files).length);
    },
  );

  it("has every size of Whisper for each engine that can have it, and each file of a name once", () => {
    const sizes = (engine: string) =>
      CATALOGUE.filter(({ name }) => name.startsWith(`${engine}/whisper-`)).map(
        ({ name }) => name.split("whisper-")[1],
      );
    const all = [
      ...["tiny", "tiny.en", "base", "base.en", "small", "small.en", "medium", "medium.en"],
      ...["large-v1", "large-v2", "large-v3", "large-v3-turbo"],
    ];
    expect(sizes("whispercpp")).toEqual(expect.arrayContaining(all));
    expect(sizes("whispercpp")).toHaveLength(33);
    expect(sizes("mlx")).toEqual(all);
    expect(new Set(sizes("onnx"))).toEqual(new Set(all.filter((size) => !/large-v\d$/.test(size))));
  });

  it("has a checksum for each file of whisper.cpp, at the hub too", () => {
    for (const { family, sources } of CATALOGUE) {
      if (family !== "ggml") continue;
      for (const { files } of sources) {
        expect(files.model).toMatchObject({ sha256: expect.anything() });
      }
    }
  });

  it("knows that turbo and the models for English do not translate, whatever the engine", () => {
    const translating = CATALOGUE.filter(({ tasks }) => tasks.includes("translate")).map(({ name }) => name);
    expect(translating.filter((name) => /\.en|turbo/.test(name))).toEqual([]);
    expect(translating).toContain("whispercpp/whisper-large-v3-q5_0");
  });

  it("has the default, the fall-back and the voice activity model, each from two sources", () => {
    for (const name of ["onnx/whisper-base", "onnx/moonshine-tiny", "vad/silero-v6"]) {
      expect(findEntry(name)?.sources.length).toBe(2);
    }
  });
});
