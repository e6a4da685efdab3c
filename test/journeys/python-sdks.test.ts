import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runScribewell } from "../../src/cli/testing/run-scribewell.ts";
import { openWorkplace, type Workplace } from "../support/running-service.ts";
import { missing, speechFile } from "../support/speech.ts";

// The SDKs of other services for Python, as they are installed from the index, with another address and a real model.

const { SDKS_PYTHON } = process.env;
const skip =
  missing("SPEECH_DIR", "MODELS_MIRROR") ??
  (SDKS_PYTHON ? undefined : "SDKS_PYTHON names no python with test/python/requirements.txt");
const SCRIPT = fileURLToPath(new URL("../python/sdks.py", import.meta.url));
const WORDS = /ask not what your country can do for you/i;

interface Told {
  readonly method: string;
  readonly result?: unknown;
  readonly error?: string;
}

/** What was said, without the lines of subtitles that tell when. */
const textOf = (result: unknown): string =>
  String(result)
    .replace(/^(\d+|.* --> .*|WEBVTT.*)$/gm, "")
    .replace(/(\\n|\s)+/g, " ");

describe.skipIf(skip !== undefined)(`the Python SDKs${skip ? ` (skipped: ${skip})` : ""}`, { timeout: 300_000 }, () => {
  let workplace: Workplace;
  let told: Told[];
  beforeAll(async () => {
    workplace = await openWorkplace();
    const { environment } = workplace;
    const { stdout } = await runScribewell(["keys", "create", "sdks", "--scopes", "admin"], environment);
    const service = await workplace.start({ AUTH: "keys" });
    const words = [SCRIPT, service.url, stdout.trim(), speechFile("misc", "jfk.flac"), "onnx/whisper-base"];
    const run = await promisify(execFile)(SDKS_PYTHON ?? "", words, { maxBuffer: 1e8 });
    told = run.stdout
      .trim()
      .split("\n")
      .map((line): Told => JSON.parse(line));
  }, 300_000);
  afterAll(() => workplace.clear());

  it("fail at no method", () => {
    expect(told.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(told.length).toBe(35);
  });

  it.each([
    "openai audio.transcriptions.create",
    "openai audio.transcriptions.create srt",
    "openai audio.transcriptions.create vtt",
    "openai audio.transcriptions.create text",
    "openai audio.transcriptions.create stream",
    "openai audio.translations.create",
    "runpod Endpoint.run_sync",
    "runpod Job.output",
    "runpod Job.stream",
    "deepgram listen.v1.media.transcribe_file",
    "deepgram utterances",
    "deepgram paragraphs",
    "assemblyai Transcriber.transcribe",
    "assemblyai Transcript.get_sentences",
    "assemblyai Transcript.export_subtitles_srt",
    "assemblyai Transcript.export_subtitles_vtt",
    "assemblyai Transcript.get_by_id",
  ])("get the text: %s", (method) => {
    expect(textOf(told.find((each) => each.method === method)?.result)).toMatch(WORDS);
  });

  it.each([
    ["openai models.list", true],
    ["openai models.retrieve", "onnx/whisper-base"],
    ["openai with a wrong key", "key-refused"],
    ["runpod Job.status", true],
    ["runpod Job.cancel", "CANCELLED"],
    ["runpod Endpoint.health", true],
    ["runpod Endpoint.purge_queue", "completed"],
    ["runpod with a wrong key", true],
    ["deepgram with a wrong key", 401],
    ["assemblyai Transcript.word_search", true],
    ["assemblyai Transcriber.upload_file", true],
    ["assemblyai Transcriber.submit", true],
    ["assemblyai Transcriber.list_transcripts", true],
    ["assemblyai Transcript.delete_by_id", true],
    ["assemblyai with a wrong key", true],
  ])("%s gives %j", (method, result) => {
    expect(told.find((each) => each.method === method)).toEqual({ method, result });
  });
});
