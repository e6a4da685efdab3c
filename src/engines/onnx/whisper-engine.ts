import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../../domain/failure.ts";
import { toWindowTimes, type Window } from "../../domain/window.ts";
import type { Engine, EngineEvent } from "../../ports/engine.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import { type HostGroup, hostGroup } from "../host/host-group.ts";
import type { EngineOptions } from "./engine-options.ts";
import { type AskBatch, inBatches } from "./in-batches.ts";
import { type Means, shortMemoryWarning, usualBatch } from "./memory/means.ts";
import { processMeans } from "./memory/process-means.ts";
import { warningsOnceEach } from "./once-each.ts";
import { batchFor, type MemoryThere, memoryThere, sizeOfWeights } from "./whisper/batch-size.ts";
import type { AskedWindow } from "./whisper/hear-windows.ts";
import { readFacts, type WhisperFacts } from "./whisper/model-facts.ts";
import type { WhisperQuestion, WhisperSettings } from "./whisper/whisper-model.ts";

const MODULE = new URL(`./whisper/whisper-model${extname(fileURLToPath(import.meta.url))}`, import.meta.url).href;

/** Whisper's encoder takes 30 s; the rest is room for rounding. */
const WINDOW_SECONDS = 29.9;

/**
 * Two processes with a thread each do a quarter more than one with two: steps of the decoder are too small to share. Files in
 * the Hugging Face layout need too much memory for that.
 */
const MOST_PROCESSES = 2;

/**
 * Whisper from files in the Hugging Face layout or that of `tools/export-whisper`, in child processes that start when they
 * are needed.
 * @throws {Failure} `model-corrupt` when the files do not belong to a Whisper model.
 */
export async function whisperEngine({ name, files, tasks }: InstalledModel, options: EngineOptions): Promise<Engine> {
  const chosen = pickFiles(name, files);
  const facts = await readFacts(chosen).catch((cause) => {
    throw new Failure("model-corrupt", `The files of ${name} cannot be read: ${cause.message}`, { cause });
  });
  // The parts of a piece follow from the layout, not from the threads: with any number of them the text is the same.
  const parts = facts.isOwnLayout ? MOST_PROCESSES : 1;
  // Each would hold the model once more on another provider, whose work is not done by threads of ours.
  const processes = options.provider === "cpu" ? Math.min(options.threads, parts) : 1;
  const wanted = options.batchWindows ?? usualBatch(options.provider);
  const usual: Means = { provider: options.provider, batchWindows: wanted };
  const means = await withinMemory(usual, { facts, files: chosen, there: memoryThere(processes, options.memoryMb) });
  const host = openHosts({ name, files: chosen }, { ...options, processes, means, usual });
  const ask: AskBatch = (windows, options, signal) => {
    const question = { windows: windows.map(toAsked), options };
    return host.ask(question, signal, { urgency: options.urgency, weight: windows.length });
  };
  return {
    name,
    abilities: {
      languages: facts.languages.size > 0 ? [...facts.languages.keys()] : ["en"],
      words: facts.alignmentHeads.length > 0,
      detectsLanguage: true,
      translate: facts.tasks !== null && (tasks === null || tasks.includes("translate")),
      prompt: true,
      beam: true,
      windowSeconds: WINDOW_SECONDS,
      // What a piece holds does not depend on the memory there is.
      windowsAtOnce: parts * wanted,
    },
    recognise: (windows, options, signal) =>
      warningsOnceEach(
        parts === 1 ? ask(windows, options, signal) : inBatches(ask, { windows, options, size: wanted, parts }, signal),
      ),
    warm: (seconds) => host.warm(seconds !== null && seconds <= WINDOW_SECONDS ? 1 : processes),
    load: host.load,
    unload: host.unload,
    processes: host.pids,
    close: host.close,
  };
}

const toAsked = (window: Window): AskedWindow => ({
  index: window.index,
  samples: window.samples,
  speech: window.speech.flatMap((span) => toWindowTimes(window, span)),
});

/** As much as there is memory for. That of another provider is its own, and shows only at work. */
async function withinMemory(
  usual: Means,
  { facts, files, there }: { facts: WhisperFacts; files: WhisperSettings["files"]; there: MemoryThere },
): Promise<Means> {
  if (usual.provider !== "cpu") return usual;
  const weightBytes = await sizeOfWeights(files);
  return { ...usual, batchWindows: batchFor(usual.batchWindows, { ...facts, weightBytes }, there) };
}

interface HostsOptions extends EngineOptions {
  readonly processes: number;
  readonly means: Means;
  /** What the means would be with enough memory. */
  readonly usual: Means;
}

function openHosts(
  { name, files }: { name: string; files: WhisperSettings["files"] },
  { processes, means, usual, ...options }: HostsOptions,
): HostGroup<WhisperQuestion, EngineEvent> {
  const { stallMs, memoryMb } = options;
  const warnings = means.batchWindows < usual.batchWindows ? [shortMemoryWarning(usual, means)] : [];
  const next = processMeans({ name, means, warnings, memoryMb, threads: Math.floor(options.threads / processes) });
  const hostOptions = {
    name,
    module: MODULE,
    stallMs,
    memoryMb,
    onLoss: next.onLoss,
    // Of each process anew.
    get settings(): WhisperSettings {
      return { files, ...next.given() };
    },
  };
  return hostGroup<WhisperQuestion, EngineEvent>(hostOptions, processes);
}

function pickFiles(name: string, files: InstalledModel["files"]): WhisperSettings["files"] {
  const pick = (role: string) => {
    const path = files[role];
    if (path === undefined)
      throw new Failure("model-corrupt", `${name} has no ${role} file; run: scribewell models pull ${name}`);
    return path;
  };
  return {
    encoder: pick("encoder"),
    decoder: pick("decoder"),
    tokenizer: pick("tokenizer"),
    tokenizerConfig: pick("tokenizerConfig"),
    config: pick("config"),
    generation: pick("generation"),
  };
}
