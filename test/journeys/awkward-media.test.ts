import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import type { Transcript } from "../../src/domain/transcript.ts";
import { openTranscriber, type Transcriber } from "../../src/transcriber.ts";
import { AWKWARD_FILES, type Ending, endingOf, expectTranscript, FAILURE_OF_MEDIA } from "../support/awkward-media.ts";
import { SOON_MS } from "../support/patience.ts";
import { MODELS_MIRROR, missing, ownTemporaryFiles, SPEECH_DIR, speechFile } from "../support/speech.ts";

// Every awkward file, by the library.

const skip = missing("SPEECH_DIR", "MODELS_MIRROR");
const ending = (as: Ending) => (skip ? [] : AWKWARD_FILES.filter((name) => endingOf(name) === as));

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

  it.each(ending("text"))("%s gives the reference text", async (name) => {
    expectTranscript(name, await transcribe(speechFile("media", name)));
  });

  it.each(ending("well"))("%s ends well", async (name) => {
    expectTranscript(name, await transcribe(speechFile("media", name)));
  });

  it.each(ending("failure"))("%s fails with a code soon", async (name) => {
    const begun = performance.now();
    await expect(transcribe(speechFile("media", name))).rejects.toMatchObject({
      code: expect.stringMatching(FAILURE_OF_MEDIA),
      retry: false,
    });
    expect(performance.now() - begun).toBeLessThan(3 * SOON_MS);
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
    expect(AWKWARD_FILES.length).toBeGreaterThan(40);
    expect(SPEECH_DIR).toBeDefined();
  });
});
