import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { prepareDirectory, writeWhole } from "./output-files.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "scribewell-output-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe("prepareDirectory", () => {
  it("makes the directory and leaves nothing in it", async () => {
    await prepareDirectory(join(directory, "a/b"));
    expect(readdirSync(join(directory, "a/b"))).toEqual([]);
  });

  it("refuses where a file is in the way", async () => {
    writeFileSync(join(directory, "file"), "");
    for (const path of [join(directory, "file"), join(directory, "file/below")]) {
      await expect(prepareDirectory(path)).rejects.toMatchObject({
        code: "output-unwritable",
        message: expect.stringMatching(/^Cannot write to .+: .+\. Choose another --output directory\.$/),
      });
    }
  });

  // Not even root may write there, and Node's recursive mkdir hangs on it.
  it("refuses a file system that takes no directories (only Linux has /proc)", {
    skip: process.platform !== "linux",
  }, async () => {
    await expect(prepareDirectory("/proc/scribewell")).rejects.toMatchObject({ code: "output-unwritable" });
  });
});

describe("writeWhole", () => {
  it("writes and replaces, and leaves nothing else", async () => {
    const path = join(directory, "talk.txt");
    await writeWhole(path, "one");
    await writeWhole(path, "two");
    expect(readFileSync(path, "utf8")).toBe("two");
    expect(readdirSync(directory)).toEqual(["talk.txt"]);
  });

  it("leaves what was there, and no temporary file, when it cannot", async () => {
    mkdirSync(join(directory, "talk.txt/inside"), { recursive: true });
    await expect(writeWhole(join(directory, "talk.txt"), "text")).rejects.toMatchObject({ code: "output-unwritable" });
    expect(readdirSync(directory)).toEqual(["talk.txt"]);
  });
});
