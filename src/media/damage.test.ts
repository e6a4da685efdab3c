import { expect, it } from "vitest";
import { damageWatch } from "./damage.ts";

const whole = { ok: true, decodedSeconds: 60, claimedSeconds: 60 };

function reportOf(lines: readonly string[], outcome = whole): string | null {
  const watch = damageWatch();
  for (const line of lines) watch.line(line);
  return watch.report(outcome);
}

it("finds nothing in a whole file, warnings of ffmpeg notwithstanding", () => {
  expect(reportOf(["[warning] Guessed Channel Layout for Input Stream #0.0 : mono"])).toBeNull();
});

it("tells of faults without ffmpeg's own words, which hold file names", () => {
  const report = reportOf(["[matroska,webm @ 0x1] [error] File ended prematurely: file:/secret.mkv"]);
  expect(report).toMatch(/damaged/);
  expect(report).not.toContain("secret");
});

it("tells of a decoder that stopped early", () => {
  expect(reportOf([], { ...whole, ok: false })).toMatch(/stopped early/);
});

it("tells of a WAV whose end is missing, but not of one that was written into a pipe", () => {
  const corrupt = "[warning] file:/x.wav: corrupt input packet in stream 0";
  expect(reportOf([corrupt])).toMatch(/cut short/);
  expect(reportOf(["[wav @ 0x1] [warning] Ignoring maximum wav data size, file may be invalid", corrupt])).toBeNull();
});

it("compares what came with what the file says, with some patience", () => {
  expect(reportOf([], { ...whole, decodedSeconds: 30 })).toMatch(/says it lasts 60.0 s/);
  expect(reportOf([], { ...whole, decodedSeconds: 58.5 })).toBeNull();
  expect(reportOf([], { ok: true, decodedSeconds: 3550, claimedSeconds: 3600 })).toBeNull();
});
