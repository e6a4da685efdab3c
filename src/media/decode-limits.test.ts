import { expect, it } from "vitest";
import { checkLength } from "./decode-limits.ts";

const hour = 3600;

it("refuses a recording longer than the limit", () => {
  expect(() => checkLength(2 * hour, { fileBytes: 1e9, maxHours: 2 })).not.toThrow();
  expect(() => checkLength(2 * hour + 1, { fileBytes: 1e9, maxHours: 2 })).toThrow(
    expect.objectContaining({ code: "media-too-long" }),
  );
});

it("refuses a small file that unfolds to hours", () => {
  expect(() => checkLength(hour, { fileBytes: 11 * hour, maxHours: 24 })).toThrow(
    expect.objectContaining({ code: "media-refused" }),
  );
});

it("lets sparse honest files through: ten minutes of anything, an hour of silence in discontinuous Opus", () => {
  expect(() => checkLength(600, { fileBytes: 100, maxHours: 24 })).not.toThrow();
  expect(() => checkLength(hour, { fileBytes: 25 * hour, maxHours: 24 })).not.toThrow();
});
