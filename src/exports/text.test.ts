import { describe, expect, it } from "vitest";
import { textWriter } from "./text.ts";

const write = (...segments: [start: number, end: number, text: string][]) => {
  const writer = textWriter();
  return segments.map(([start, end, text]) => writer.add({ start, end, text })).join("") + writer.end();
};

describe("textWriter", () => {
  it("puts sentences one after another", () => {
    expect(write([0, 1, " One. "], [1.5, 2, "Two."])).toBe("One. Two.\n");
  });

  it("begins a paragraph after a pause", () => {
    expect(write([0, 1, "One."], [3, 4, "Two."])).toBe("One.\n\nTwo.\n");
  });

  it("ends a long paragraph with its sentence", () => {
    const long = "word ".repeat(150).trim();
    expect(write([0, 1, long], [1, 2, "still."], [2, 3, "Next."])).toBe(`${long} still.\n\nNext.\n`);
  });

  it("joins scripts without spaces as they are written", () => {
    expect(write([0, 1, "今天。"], [1, 2, "明天。"], [2, 3, "OK"])).toBe("今天。明天。 OK\n");
  });

  it("passes over segments without text", () => {
    expect(write([0, 1, " "], [5, 6, "One."], [6, 7, ""])).toBe("One.\n");
    expect(write()).toBe("");
  });
});
