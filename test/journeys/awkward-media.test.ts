import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wordErrors } from "../../bench/measure/word-errors.ts";
import { readConfig } from "../../src/config.ts";
import type { Transcript } from "../../src/domain/transcript.ts";
import { openTranscriber, type Transcriber } from "../../src/transcriber.ts";
import { MODELS_MIRROR, missing, ownTemporaryFiles, SPEECH_DIR, speechFile } from "../support/speech.ts";

// Every awkward file: what it is named after says how it must end.

const skip = missing("SPEECH_DIR", "MODELS_MIRROR");
const files = skip ? [] : (await readdir(speechFile("media"))).filter((name) => !name.endsWith(".txt"));
const reference = skip ? "" : await readFile(speechFile("media", "REFERENCE.txt"), "utf8");

/** One second in which nobody says a word, in a container worth reading. */
const WORDLESS = "ok-sphere.sph";

/** The beginning of the reference that a shorter file holds. */
const sharesOf = (seconds: number) => Math.min(1, seconds / 17.7);

describe.skipIf(skip !== undefined)(`awkward media${skip ? ` (skipped: ${skip})` : ""}`, () => {
  let transcriber: Transcriber;
  let modelsDir: string;
  beforeAll(async () => {
    modelsDir = await mkdtemp(join(tmpdir(), "models-"));
    transcriber = await openTranscriber({ config: readConfig({ MODELS_DIR: modelsDir, MODELS_MIRROR }) });
  });
  afterAll(async () => {
    await transcriber.close();
    await rm(modelsDir, { recursive: true, force: true });
  });

  const transcribe = (path: string): Promise<Transcript> =>
    transcriber.transcribe(path, { model: "onnx/whisper-base", language: "en" }).transcript();

  function expectHonest({ coverage, seconds, segments }: Transcript): void {
    let at = 0;
    for (const entry of coverage) {
      expect(entry.start).toBeCloseTo(at, 6);
      expect(entry.end).toBeGreaterThan(entry.start);
      at = entry.end;
    }
    expect(at).toBeCloseTo(seconds, 6);
    for (const { start, end } of segments) expect(start <= end && end <= seconds + 0.01).toBe(true);
  }

  it.each(files.filter((name) => name.startsWith("ok")))("%s gives the reference text", async (name) => {
    const transcript = await transcribe(speechFile("media", name));
    expectHonest(transcript);
    const text = transcript.segments.map((segment) => segment.text).join(" ");
    if (name === WORDLESS) return expect(text).toBe("");
    const spoken = reference.split(/\s+/);
    const part = spoken.slice(0, Math.round(spoken.length * sharesOf(transcript.seconds))).join(" ");
    const { errors, words } = wordErrors(part, text, "en");
    expect(errors / words, text).toBeLessThanOrEqual(0.15);
  });

  it.each(files.filter((name) => /^(odd|trunc|short|silence|music)/.test(name)))("%s ends well", async (name) => {
    const transcript = await transcribe(speechFile("media", name));
    expectHonest(transcript);
    if (/^(silence|music)/.test(name)) expect(transcript.segments).toEqual([]);
    if (name.startsWith("trunc")) expect(transcript.warnings.join()).toMatch(/cut|damaged/i);
  });

  it.each(files.filter((name) => name.startsWith("bad")))("%s fails with a code within 10 s", async (name) => {
    const begun = performance.now();
    await expect(transcribe(speechFile("media", name))).rejects.toMatchObject({
      code: expect.stringMatching(/^media-(empty|unreadable|without-sound|refused)$/),
      retry: false,
    });
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it("refuses lists of other files and bombs, and leaves no file and no process behind", async () => {
    const folder = await mkdtemp(join(tmpdir(), "refused-"));
    const inside = speechFile("misc", "jfk.wav");
    const lists: Record<string, string> = {
      "list.m3u8": `#EXTM3U\n#EXTINF:10,\n${inside}\n`,
      "session.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
      "list.ffconcat": `ffconcat version 1.0\nfile '${inside}'\n`,
      "concat.wav": `ffconcat version 1.0\nfile '${inside}'\n`,
    };
    try {
      for (const [name, content] of Object.entries(lists)) await writeFile(join(folder, name), content);
      const bomb = [
        "-f",
        "lavfi",
        "-i",
        "anullsrc=r=8000:cl=mono",
        "-t",
        "10800",
        "-c:a",
        "flac",
        "-frame_size",
        "65535",
      ];
      if (spawnSync("ffmpeg", ["-version"]).status === 0) {
        execFileSync("ffmpeg", ["-v", "error", ...bomb, join(folder, "bomb.flac")]);
      }
      const before = await ownTemporaryFiles();
      for (const name of await readdir(folder)) {
        await expect(transcribe(join(folder, name)), name).rejects.toMatchObject({ code: "media-refused" });
      }
      expect(await ownTemporaryFiles()).toEqual(before);
      const children = execFileSync("ps", ["-o", "args=", "--ppid", String(process.pid)], { encoding: "utf8" });
      expect(children).not.toMatch(/ffmpeg|wasm-process/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 120_000);

  it("reads every file of the speech directory that is named here", () => {
    expect(files.length).toBeGreaterThan(40);
    expect(SPEECH_DIR).toBeDefined();
  });
});
