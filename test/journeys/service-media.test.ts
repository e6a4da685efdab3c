import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { Transcript } from "../../src/domain/transcript.ts";
import { openTranscriber, type Transcriber } from "../../src/transcriber.ts";
import { AWKWARD_FILES, endingOf, expectTranscript, FAILURE_OF_MEDIA, textOf } from "../support/awkward-media.ts";
import { childrenOf } from "../support/child-processes.ts";
import { SOON_MS } from "../support/patience.ts";
import { openWorkplace, type RunningService, type Workplace } from "../support/running-service.ts";
import { missing, ownTemporaryFiles, speechFile } from "../support/speech.ts";

// Every awkward file, sent to the service: it ends as it does in the library.

const skip = missing("SPEECH_DIR", "MODELS_MIRROR");
const files = skip ? [] : AWKWARD_FILES;

describe.skipIf(skip !== undefined)(`awkward media over HTTP${skip ? ` (skipped: ${skip})` : ""}`, () => {
  const digests = new Set<string>();
  let workplace: Workplace;
  let service: RunningService;
  let library: Transcriber;
  beforeAll(async () => {
    workplace = await openWorkplace();
    library = await openTranscriber({ config: readConfig(workplace.environment) });
    service = await workplace.start();
  });
  afterAll(async () => {
    await library.close();
    await workplace.clear();
  });

  /** Text, or the code of the failure. */
  async function byLibrary(path: string): Promise<string> {
    const transcription = library.transcribe(path, { model: "onnx/whisper-base", language: "en" });
    try {
      return textOf(await transcription.transcript());
    } catch (error) {
      if (error instanceof Failure) return error.code;
      throw error;
    }
  }

  async function send(name: string) {
    const content = await readFile(speechFile("media", name));
    const query = new URLSearchParams({ name, model: "onnx/whisper-base", language: "en", wait: "60" });
    const response = await fetch(`${service.url}/api/v1/transcribe?${query}`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: content,
    });
    if (response.headers.has("location")) digests.add(createHash("sha256").update(content).digest("hex"));
    return { response, answer: JSON.parse(await response.text()) };
  }

  const ending = (fails: boolean) => files.filter((name) => (endingOf(name) === "failure") === fails);

  it.each(ending(false))("%s gives the same text", async (name) => {
    const { response, answer } = await send(name);
    expect(response.status, answer.detail).toBe(200);
    const transcript: Transcript = answer.transcript;
    expectTranscript(name, transcript);
    expect(textOf(transcript)).toBe(await byLibrary(speechFile("media", name)));
    expect(answer.source.name).toBe(name);
  });

  it.each(ending(true))("%s fails with the same code, and leaves a job that says so", async (name) => {
    const { response, answer } = await send(name);
    expect(answer).toMatchObject({ status: 422, code: expect.stringMatching(FAILURE_OF_MEDIA) });
    expect(response.status).toBe(422);
    expect(answer.code).toBe(await byLibrary(speechFile("media", name)));
    // Nothing at all is refused at once.
    if (answer.jobId === undefined) return expect(answer.code).toBe("media-empty");
    const read = await fetch(`${service.url}/api/v1/jobs/${answer.jobId}`);
    expect(await read.json()).toMatchObject({ state: "failed", error: { code: answer.code, retry: false } });
  });

  it("keeps the recordings of jobs and nothing else, and no process but engines", async () => {
    const blobs = join(workplace.folder, "data", "blobs");
    expect(await readdir(join(blobs, "incoming"))).toEqual([]);
    const stored = async () => {
      const entries = await readdir(blobs, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
        .sort();
    };
    await expect.poll(stored, { timeout: SOON_MS }).toEqual([...digests].sort());
    expect(await ownTemporaryFiles(service.pid)).toEqual([]);
    expect(childrenOf(service.pid).filter(({ command }) => !command.includes("host-process"))).toEqual([]);
  });

  it("sends every file there is", () => {
    expect(digests.size).toBeGreaterThan(40);
  });
});
