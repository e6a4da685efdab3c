import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { FAILURES, Failure } from "./failure.ts";

describe("Failure", () => {
  test("carries its code, its message and its cause", () => {
    const cause = new Error("ENOSPC");
    const failure = new Failure("disk-full", "The disk is full.", { cause });
    expect(failure).toBeInstanceOf(Error);
    expect(failure).toMatchObject({ name: "Failure", code: "disk-full", message: "The disk is full.", cause });
  });

  test.each([
    { code: "disk-full", retry: true, fault: "work" },
    { code: "format-unknown", retry: false, fault: "use" },
  ] as const)("$code knows whether to try again and whose turn it is", ({ code, retry, fault }) => {
    expect(new Failure(code, "…")).toMatchObject({ retry, fault });
  });
});

describe("docs/errors.md", async () => {
  const page = await readFile(new URL("../../docs/errors.md", import.meta.url), "utf8");
  const sections = page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [code = "", ...text] = section.split("\n");
      return { code, text: text.join(" ").trim() };
    });

  test("has one section for each code, and none for a code that does not exist", () => {
    expect(sections.map(({ code }) => code)).toEqual(Object.keys(FAILURES));
  });

  test.each(sections)("says what happened and what to do at $code", ({ text }) => {
    expect(text.split(". ").length).toBeGreaterThan(1);
  });
});
