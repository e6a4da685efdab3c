import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { openLine, SilentLine } from "./line.ts";

const { signal: nobody } = new AbortController();

it("ends a line on which nothing moves, and no other", async () => {
  const line = openLine(nobody, 200);
  for (let count = 0; count < 4; count += 1) {
    await pause(100);
    line.heard();
  }
  expect(line.signal.aborted).toBe(false);
  await pause(300);
  expect(line.signal.reason).toBeInstanceOf(SilentLine);
});

it("ends at once with its owner's reason, even one from before", () => {
  const reason = new Error("enough");
  expect(openLine(AbortSignal.abort(reason), null).signal.reason).toBe(reason);
});
