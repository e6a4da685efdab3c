import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { Failure } from "../../domain/failure.ts";
import { exitCodeOf, sayFailure } from "./failure-line.ts";

function said(error: unknown, environment: Record<string, string> = {}, about?: string): string {
  const stderr = new PassThrough({ encoding: "utf8" });
  sayFailure({ stderr, environment }, error, about);
  return stderr.read();
}

describe("sayFailure", () => {
  it("says a failure in one line, with what it happened to and its code", () => {
    const failure = new Failure("media-empty", "The file is\nempty.", { cause: new Error("hidden") });
    expect(said(failure)).toBe("scribewell: The file is empty. [media-empty]\n");
    expect(said(failure, {}, "a\u001b[31m.mp3")).toBe("scribewell: a [31m.mp3: The file is empty. [media-empty]\n");
  });

  it("says of a bug how to see its trace, and shows it when asked", () => {
    const bug = new TypeError("x is undefined", { cause: new Error("deeper") });
    expect(said(bug)).toBe(
      "scribewell: this is a bug in Scribewell (TypeError: x is undefined). Run it again with SCRIBEWELL_TRACE=1 to see where.\n",
    );
    const traced = said(bug, { SCRIBEWELL_TRACE: "1" });
    expect(traced).toMatch(/^scribewell: this is a bug in Scribewell \(TypeError: x is undefined\)\.\nTypeError: x is/);
    expect(traced).toMatch(/^ +at .+failure-line\.test\.ts/m);
    expect(traced).toContain("\ncaused by Error: deeper\n");
  });

  it("takes a thrown thing that is no error", () => {
    expect(said("odd")).toContain("(odd)");
  });
});

it("asks for exit code 2 where the request has to change", () => {
  const errors = [new Failure("model-unknown", ""), new Failure("disk-full", ""), new Error("bug")];
  expect(errors.map(exitCodeOf)).toEqual([2, 1, 1]);
});
