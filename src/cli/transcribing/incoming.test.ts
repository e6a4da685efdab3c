import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { incomingRecordings, presentRecordings, unwatchable } from "./incoming.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "scribewell-incoming-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, content = "x"): string {
  const path = join(directory, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
}

describe("presentRecordings", () => {
  it("lists recordings in every directory by name, and nothing hidden", async () => {
    const names = ["b.mp3", "deep/a.WAV", ".hidden.mp3", ".trash/c.mp3", "notes.txt", "a.mp3.tmp"];
    for (const name of names) file(name);
    expect(await presentRecordings(directory)).toEqual([join(directory, "b.mp3"), join(directory, "deep/a.WAV")]);
  });
});

describe("a directory that the system does not give", () => {
  // A name too long for any system: even an administrator gets an error for it.
  const impossible = () => join(directory, "x".repeat(5000));
  const failure = { code: "source-unreadable", message: expect.stringMatching(/\(ENAMETOOLONG\)\. Check/) };

  it("is a failure and no bug when it is listed", async () => {
    await expect(presentRecordings(impossible())).rejects.toMatchObject(failure);
  });

  it("is a failure and no bug when it is watched", async () => {
    const incoming = incomingRecordings(impossible(), new AbortController().signal);
    await expect(incoming.next()).rejects.toMatchObject(failure);
  });

  it.each([
    ["ENOSPC", "fs.inotify.max_user_watches"],
    ["EMFILE", "fs.inotify.max_user_instances"],
    ["EACCES", "may be read"],
  ])("has a remedy for %s", (code, remedy) => {
    const cause = Object.assign(new Error("watch"), { code });
    expect(unwatchable(cause)).toMatchObject({ message: expect.stringContaining(remedy), cause });
  });
});

describe("incomingRecordings", () => {
  it("gives what is there, then what comes, and nothing hidden or of another kind", async () => {
    const stop = new AbortController();
    const first = file("first.mp3");
    for (const name of ["notes.txt", ".hidden.mp3", ".trash/c.mp3"]) file(name);
    const incoming = incomingRecordings(directory, stop.signal);
    expect((await incoming.next()).value).toBe(first);
    file("first.txt");
    const second = file("deep/second.wav");
    expect((await incoming.next()).value).toBe(second);
    stop.abort(new Error("enough"));
    await expect(incoming.next()).rejects.toThrow("enough");
  });

  it("waits until a recording is written", async () => {
    const stop = new AbortController();
    const incoming = incomingRecordings(directory, stop.signal);
    const next = incoming.next();
    await pause(300);
    const path = file("growing.mp3");
    const begun = Date.now();
    for (let part = 0; part < 3; part += 1) {
      await pause(800);
      appendFileSync(path, "more");
    }
    expect((await next).value).toBe(path);
    expect(Date.now() - begun).toBeGreaterThan(3 * 800 + 1000);
    await incoming.return(undefined);
  });

  it("ends when the directory goes away", async () => {
    const incoming = incomingRecordings(directory, new AbortController().signal);
    const next = incoming.next();
    await pause(300);
    rmSync(directory, { recursive: true });
    await expect(next).rejects.toMatchObject({ code: "source-not-found" });
  });
});
