import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { composeRecognition } from "../../src/compose/recognition.ts";
import { readConfig } from "../../src/config.ts";
import type { Window } from "../../src/domain/window.ts";
import { modelHost } from "../../src/engines/host/host.ts";
import { processMeans } from "../../src/engines/onnx/memory/process-means.ts";
import type { WhisperQuestion, WhisperSettings } from "../../src/engines/onnx/whisper/whisper-model.ts";
import { retryLost } from "../../src/pipeline/recognising/retry-lost.ts";
import type { Engine, EngineEvent } from "../../src/ports/engine.ts";
import { openModel } from "../support/open-model.ts";
import { MODELS_MIRROR, missing, speechFile, windowOf } from "../support/speech.ts";

// Engine processes of whisper-base under a limit of memory. Eight windows together take 1,755 MB, two 833, one 695.

const MODULE = new URL("../../src/engines/onnx/whisper/whisper-model.ts", import.meta.url).href;
const never = new AbortController().signal;
const modelsDir = await mkdtemp(join(tmpdir(), "models-"));
const closers: (() => Promise<void>)[] = [];

afterAll(async () => {
  await Promise.all(closers.map((close) => close()));
  await rm(modelsDir, { recursive: true, force: true });
});

const configOf = (more: Record<string, string>) =>
  readConfig({ MODELS_DIR: modelsDir, MODELS_MIRROR, THREADS: "2", ...more });

const requireModel = () => composeRecognition(configOf({})).models.require("onnx/whisper-base", { signal: never });

async function open(more: Record<string, string>): Promise<Engine> {
  const engine = await openModel("onnx/whisper-base", configOf(more));
  closers.push(engine.close);
  return engine;
}

async function eightWindows(): Promise<Window[]> {
  const window = await windowOf(speechFile("misc", "jfk.wav"));
  return Array.from({ length: 8 }, (_, index) => ({ ...window, index }));
}

interface Heard {
  readonly texts: readonly string[];
  readonly warnings: readonly string[];
}

async function collect(events: AsyncIterable<EngineEvent>): Promise<Heard> {
  const [texts, warnings]: [string[], string[]] = [[], []];
  for await (const event of events) {
    if (event.type === "text") texts[event.heard.window] = plain(event.heard.text);
    if (event.type === "warning") warnings.push(event.message);
  }
  return { texts, warnings };
}

const plain = (text: string): string => (text.toLowerCase().match(/[\p{L}']+/gu) ?? []).join(" ");

const transcribe = { task: "transcribe", language: "en" } as const;

/** A process as the engine starts it, but in batches of eight whatever memory there is. */
async function openUnasked(memoryMb: number) {
  const { name, files } = await requireModel();
  const means = { provider: "cpu", batchWindows: 8 } as const;
  const next = processMeans({ name, means, warnings: [], threads: 2, memoryMb });
  const host = modelHost<WhisperQuestion, EngineEvent>({
    name,
    module: MODULE,
    stallMs: 60_000,
    memoryMb,
    onLoss: next.onLoss,
    get settings(): WhisperSettings {
      return { files: files as WhisperSettings["files"], ...next.given() }; // those of a Whisper model
    },
  });
  closers.push(host.close);
  const ask = (windows: readonly Window[]) =>
    retryLost(() => collect(host.ask({ windows, options: transcribe }, never)), never);
  return { ask };
}

const skip =
  missing("SPEECH_DIR", "MODELS_MIRROR") ?? (process.platform === "linux" ? undefined : "limits hold on Linux alone");

describe.skipIf(skip !== undefined)(`memory of an engine process${skip ? ` (skipped: ${skip})` : ""}`, () => {
  it("that does not suffice for eight windows has them recognised in halves", { timeout: 300_000 }, async () => {
    const windows = await eightWindows();
    const { texts } = await collect((await open({})).recognise(windows, transcribe, never));
    expect(texts[0]).toMatch(/^and so my fellow americans ask not what your country can do for you/);
    const short = await (await openUnasked(900)).ask(windows);
    expect(short.texts).toEqual(texts);
    expect(short.warnings).toContain("memory was short: windows were recognised 4 at a time");
    expect(short.warnings.at(-1)).toMatch(/^memory was short: windows were recognised [12] at a time$/);
  });

  it("decides how many windows are recognised together, and says so", { timeout: 120_000 }, async () => {
    const engine = await open({ ENGINE_MEMORY_MB: "900", ENGINE_BATCH: "8" });
    expect(engine.abilities.windowsAtOnce).toBe(8);
    const heard = await collect(engine.recognise(await eightWindows(), transcribe, never));
    expect(heard.warnings).toEqual(["memory was short: windows were recognised 2 at a time"]);
    expect(new Set(heard.texts).size).toBe(1);
  });

  it("that does not suffice for a single window is named with what helps", { timeout: 120_000 }, async () => {
    const engine = await open({ ENGINE_MEMORY_MB: "450" });
    await expect(collect(engine.recognise(await eightWindows(), transcribe, never))).rejects.toMatchObject({
      code: expect.stringMatching(/^engine-(failed|unavailable)$/),
      message: expect.stringContaining(
        "memory ran out: choose a smaller model, raise ENGINE_MEMORY_MB (now 450), or give the machine more memory",
      ),
    });
  });
});
