import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readGgmlHeader } from "./ggml-header.ts";

const folder = await mkdtemp(join(tmpdir(), "ggml-"));
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: Uint8Array): Promise<string> {
  const path = join(folder, "model.bin");
  await writeFile(path, content);
  return path;
}

/** The head of a model, as whisper.cpp's converter writes it: sizes as 32-bit numbers behind "ggml". */
function headOf([tokens, encoder, decoder]: readonly [number, number, number], magic = 0x67676d6c): Buffer {
  const sizes = [magic, tokens, 1500, 512, 8, encoder, 448, 512, 8, decoder, 80, 1];
  const head = Buffer.alloc(4 * sizes.length);
  for (const [index, size] of sizes.entries()) head.writeUInt32LE(size, 4 * index);
  return head;
}

it.each([
  ["tiny, English alone", [51_864, 4, 4], [false, 1]],
  ["base", [51_865, 6, 6], [true, 99]],
  ["small", [51_865, 12, 12], [true, 99]],
  ["medium, English alone", [51_864, 24, 24], [false, 1]],
  ["large", [51_865, 32, 32], [true, 99]],
  ["large v3, with Cantonese", [51_866, 32, 32], [true, 100]],
  ["turbo", [51_866, 32, 4], [true, 100]],
  ["distilled large v3", [51_866, 32, 2], [true, 100]],
  ["sizes of somebody's own", [51_865, 8, 3], [true, 99]],
  ["sizes of somebody's own, English alone", [51_864, 12, 4], [false, 1]],
] as const)("knows %s", async (_name, sizes, [isMultilingual, languageCount]) => {
  const content = Buffer.concat([headOf(sizes), Buffer.alloc(1_000, 7)]);
  expect(await readGgmlHeader(await fileOf(content))).toEqual({ isMultilingual, languageCount });
});

it.each([
  ["another kind of file", Buffer.from("RIFF".repeat(50))],
  ["a newer format", headOf([51_865, 6, 6], 0x46554747)],
  ["the other order of bytes", headOf([51_865, 6, 6]).swap32()],
  ["a model of something else", headOf([32_000, 6, 6])],
  ["one that was cut off", headOf([51_865, 6, 6]).subarray(0, 47)],
  ["nothing", Buffer.alloc(0)],
])("takes %s for no model", async (_what, content) => {
  expect(await readGgmlHeader(await fileOf(content))).toBeNull();
});
