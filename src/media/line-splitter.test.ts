import { expect, it } from "vitest";
import { lineSplitter } from "./line-splitter.ts";

function linesOf(...chunks: (string | Buffer)[]): string[] {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(Buffer.from(chunk));
  splitter.end();
  return lines;
}

it("cuts at every kind of line end, over the borders of chunks", () => {
  expect(linesOf("on", "e\ntwo\r\nthr", "ee\rfour")).toEqual(["one", "two", "three", "four"]);
});

it("does not break a letter of several bytes", () => {
  const bytes = Buffer.from("日本\n");
  expect(linesOf(bytes.subarray(0, 2), bytes.subarray(2))).toEqual(["日本"]);
});

it("keeps only the beginning of a line that never ends", () => {
  const [line, next] = linesOf(...Array.from({ length: 100 }, () => "x".repeat(10_000)), "\nnext\n");
  expect(line).toHaveLength(4096);
  expect(next).toBe("next");
});
