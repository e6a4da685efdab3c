import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openIntake } from "./intake.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "scribewell-intake-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, content = ""): string {
  const path = join(directory, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const open = (output = directory) => openIntake(directory, output, ["txt", "srt"]);
const transcribe = { todo: "transcribe" };
const nothing = { todo: "nothing" };

describe("openIntake", () => {
  it("has a recording transcribed beside itself", () => {
    const path = file("deep/talk.mp3");
    expect(open().consider(path)).toEqual({
      todo: "transcribe",
      outputs: [
        { format: "txt", path: join(directory, "deep/talk.txt") },
        { format: "srt", path: join(directory, "deep/talk.srt") },
      ],
    });
  });

  it("keeps the directories of recordings in the output directory", () => {
    const outputs = [{ path: join(directory, "out/deep/talk.txt") }, { path: join(directory, "out/deep/talk.srt") }];
    expect(open(join(directory, "out")).consider(file("deep/talk.mp3"))).toMatchObject({ outputs });
  });

  it("does nothing where every transcript is there, and all of it where one is missing", () => {
    const path = file("talk.mp3");
    file("talk.txt");
    expect(open().consider(path)).toMatchObject(transcribe);
    file("talk.srt");
    expect(open().consider(path)).toEqual(nothing);
  });

  it("does nothing about a file that has gone again", () => {
    const path = file("talk.mp3");
    unlinkSync(path);
    expect(open().consider(path)).toEqual(nothing);
  });

  it("leaves a file alone that could not be transcribed, until it changes", () => {
    const intake = open();
    const path = file("talk.mp3", "bad");
    intake.giveUp(path);
    expect(intake.consider(path)).toEqual(nothing);
    file("talk.mp3", "better");
    expect(intake.consider(path)).toMatchObject(transcribe);
  });

  it("refuses a recording whose transcript would be another's, once", () => {
    const intake = open();
    const [first, second] = [file("talk.mp3"), file("talk.wav")];
    expect(intake.consider(first)).toMatchObject(transcribe);
    expect(intake.consider(second)).toMatchObject({ todo: "refuse", reason: expect.stringContaining(first) });
    expect(intake.consider(second)).toEqual(nothing);
  });

  it("takes such a recording once the other has gone", () => {
    const intake = open();
    const [first, second] = [file("talk.mp3"), file("talk.wav")];
    intake.consider(first);
    unlinkSync(first);
    expect(intake.consider(second)).toMatchObject(transcribe);
  });
});
