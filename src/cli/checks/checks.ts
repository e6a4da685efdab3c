import { mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepsMemoryLimit, missingProvider } from "../../compose/recognition.ts";
import type { Config } from "../../config.ts";
import { SAMPLE_RATE } from "../../domain/audio.ts";
import type { ModelListing } from "../../ports/model-store.ts";
import type { RecognitionServices } from "../../services.ts";
import { byteSize } from "../terminal/quantities.ts";
import { prepareDirectory } from "../transcribing/output-files.ts";
import { wavOfTone } from "./wav-of-tone.ts";

/** What a check has shown. `warn` is something missing that Scribewell gets by itself, or may do without. */
export interface Finding {
  readonly what: string;
  readonly state: "ok" | "warn" | "fail";
  readonly detail: string;
  /** A command, where one mends it. */
  readonly remedy?: string;
}

interface Checked extends Pick<RecognitionServices, "decoder" | "models" | "runtimeVersion" | "engineReports"> {
  readonly config: Config;
  readonly signal: AbortSignal;
}

type Check = (checked: Checked) => Promise<Omit<Finding, "what">>;

const CHECKS: Readonly<Record<string, Check>> = {
  node: async () => ({ state: "ok", detail: `${process.version}, ${process.platform} ${process.arch}` }),
  settings: async ({ config }) => ({ state: "ok", detail: settingsLine(config) }),
  decoder: checkDecoder,
  "models directory": checkModelsDirectory,
  "voice activity": async ({ models }) => modelFinding(await models.list(), isDetector, "vad/silero-v6"),
  "speech model": async ({ models }) => modelFinding(await models.list(), isRecogniser, "onnx/whisper-base"),
  onnxruntime: checkOnnxRuntime,
  provider: checkProvider,
  "engine memory": checkEngineMemory,
  "other engines": checkOtherEngines,
};

/** Makes every check, one after another. A check that throws has found a failure. */
export async function* checkAll(checked: Checked): AsyncGenerator<Finding> {
  for (const [what, check] of Object.entries(CHECKS)) {
    checked.signal.throwIfAborted();
    yield { what, ...(await check(checked).catch(failFinding)) };
  }
}

function failFinding(error: unknown): Omit<Finding, "what"> {
  return { state: "fail", detail: error instanceof Error ? error.message : String(error) };
}

function settingsLine({ THREADS, MAX_AUDIO_HOURS, MODELS_MIRROR }: Config): string {
  const mirror = MODELS_MIRROR === undefined ? "" : `, models from ${MODELS_MIRROR}`;
  return `${THREADS} threads, recordings to ${MAX_AUDIO_HOURS} h${mirror}`;
}

async function checkDecoder({ decoder, signal }: Checked): Promise<Omit<Finding, "what">> {
  const seconds = 0.2;
  const directory = await mkdtemp(join(tmpdir(), "scribewell-doctor-"));
  try {
    const path = join(directory, "tone.wav");
    await writeFile(path, wavOfTone(seconds));
    await decoder.probe(path, signal);
    let samples = 0;
    for await (const event of decoder.decode(path, { channels: "mixed" }, signal)) {
      if (event.type === "samples") samples += event.channels[0]?.length ?? 0;
    }
    const detail = await decoder.describe();
    if (Math.abs(samples / SAMPLE_RATE - seconds) < 0.05) return { state: "ok", detail };
    const heard = `${detail} gave ${samples / SAMPLE_RATE} s of ${seconds} s of sound`;
    return { state: "fail", detail: heard, remedy: "install another ffmpeg, or set FFMPEG_PATH=@ffmpeg/core" };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function checkModelsDirectory({ config }: Checked): Promise<Omit<Finding, "what">> {
  const directory = config.MODELS_DIR;
  await prepareDirectory(directory, "Set MODELS_DIR to a directory that can be written.");
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  const detail = `${directory}, ${byteSize(free)} free`;
  return free < 1e9 ? { state: "warn", detail: `${detail}: little for models` } : { state: "ok", detail };
}

const isDetector = ({ family }: ModelListing) => family === "silero";
const isRecogniser = ({ tasks }: ModelListing) => tasks.length > 0;

function modelFinding(
  listings: readonly ModelListing[],
  counts: (listing: ModelListing) => boolean,
  usual: string,
): Omit<Finding, "what"> {
  const installed = listings.filter((listing) => listing.installed && counts(listing)).map(({ name }) => name);
  if (installed.length > 0) return { state: "ok", detail: installed.join(", ") };
  const bytes = listings.find(({ name }) => name === usual)?.downloadBytes ?? null;
  const size = bytes === null ? "" : ` (${byteSize(bytes)})`;
  return {
    state: "warn",
    detail: `not here yet; ${usual}${size} is fetched when it is first needed`,
    remedy: `scribewell models pull ${usual}`,
  };
}

async function checkOnnxRuntime({ runtimeVersion, signal }: Checked): Promise<Omit<Finding, "what">> {
  return { state: "ok", detail: await runtimeVersion(signal) };
}

const PROVIDER_REMEDIES = {
  cpu: "npm install onnxruntime-node",
  cuda: "npm rebuild onnxruntime-node --onnxruntime-node-install=cuda12 (Linux x64, with CUDA 12 and cuDNN 9)",
  coreml: "use a Mac, or set EXECUTION_PROVIDER=cpu",
  directml: "use Windows with a graphics processor, or set EXECUTION_PROVIDER=cpu",
} as const satisfies Record<Config["EXECUTION_PROVIDER"], string>;

async function checkProvider({ config, signal }: Checked): Promise<Omit<Finding, "what">> {
  const { EXECUTION_PROVIDER: provider } = config;
  const missing = await missingProvider(config, signal);
  if (missing === null) return { state: "ok", detail: `${provider}, tried with the smallest model there is` };
  return { state: "warn", detail: missing, remedy: PROVIDER_REMEDIES[provider] };
}

async function checkEngineMemory({ config }: Checked): Promise<Omit<Finding, "what">> {
  const limit = config.ENGINE_MEMORY_MB;
  if (limit === undefined) return { state: "ok", detail: "no limit is set" };
  if (keepsMemoryLimit(config)) return { state: "ok", detail: `at most ${limit} MB for each process` };
  return {
    state: "warn",
    detail: `${limit} MB choose the batch; nothing keeps a process to them on ${process.platform}`,
  };
}

/** None of them is needed. One is missed where a model of it is here. */
async function checkOtherEngines({ models, engineReports }: Checked): Promise<Omit<Finding, "what">> {
  const installed = (await models.list()).filter((listing) => listing.installed !== null);
  const others = (await engineReports()).filter(({ engine }) => engine !== "onnx");
  const missed = others.find(
    ({ engine, state }) => state !== "ready" && installed.some(({ name }) => name.startsWith(`${engine}/`)),
  );
  if (missed) {
    const { engine, detail, remedy } = missed;
    const what = `a model of ${engine} is here and cannot be used: ${detail}`;
    return { state: "warn", detail: what, ...(remedy !== undefined && { remedy }) };
  }
  const ready = others.filter(({ state }) => state === "ready").map(({ engine }) => engine);
  return { state: "ok", detail: `${ready.join(", ") || "none"} (scribewell engines list)` };
}
