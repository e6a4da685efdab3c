import { expect, it } from "vitest";
import { markdownTable } from "./markdown-table.ts";

it("is Markdown whose columns stand under each other", () => {
  expect(
    markdownTable([
      ["system", "time"],
      ["a|b", "12.0 s"],
    ]),
  ).toBe("| system |   time |\n|--------|-------:|\n| a\\|b   | 12.0 s |");
});
