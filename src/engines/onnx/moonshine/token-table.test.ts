import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readTokenTable, type TokenTable } from "./token-table.ts";

const models = process.env.MODELS_MIRROR;
let table: TokenTable;

beforeAll(async () => {
  table = await readTokenTable();
});

/** The token of one byte. */
const byte = (value: number): number => value + 3;

it("writes words with their spaces, none at the ends", () => {
  expect(table.decode([15043, 29892, 920, 526, 366, 29973])).toBe("Hello, how are you?");
  expect(table.decode([])).toBe("");
});

it("joins the bytes of a character, and drops those of half a one", () => {
  const rocket = [...Buffer.from("🚀")].map(byte);
  expect(table.decode([15043, ...rocket, 29991])).toBe("Hello🚀!");
  expect(table.decode([15043, ...rocket.slice(0, 2)])).toBe("Hello");
});

it("writes nothing for a token it does not know", () => {
  expect(table.decode([15043, 32_700, 40_000, -1])).toBe("Hello");
});

describe.skipIf(models === undefined)("the table beside the model (skipped without MODELS_MIRROR)", () => {
  it("spells every token of the vocabulary the same", async () => {
    const lines = (await readFile(join(models ?? "", "moonshine", "tokens.txt"), "utf8")).trimEnd().split("\n");
    const spelled = lines.map((line) => Buffer.from(line.split("\t")[0] ?? "", "base64").toString("utf8"));
    const [begin, words] = [3 + 256, 32_000];
    const x = spelled.indexOf("x");
    const wrong = spelled.slice(begin, words).filter((text, index) => {
      const shown = text.replaceAll("▁", " ").replaceAll("\uFFFD", "");
      return table.decode([x, begin + index, x]) !== `x${shown}x`;
    });
    expect(wrong).toEqual([]);
    expect(spelled.slice(3, begin)).toEqual(
      Array.from({ length: 256 }, (_, value) => `<0x${value.toString(16).toUpperCase().padStart(2, "0")}>`),
    );
  });
});
