import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../../domain/failure.ts";
import type { Engine, EngineEvent } from "../../ports/engine.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import { hostGroup } from "../host/host-group.ts";
import { type AskBatch, inBatches } from "./in-batches.ts";
import { BATCH_WINDOWS } from "./whisper/batch-size.ts";
import { readFacts } from "./whisper/model-facts.ts";
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
export async function whisperEngine(
  { name, files, tasks }: InstalledModel,
  { threads, stallMs }: { threads: number; stallMs: number },
): Promise<Engine> {
  const chosen = pickFiles(name, files);
  const facts = await readFacts(chosen).catch((cause) => {
    throw new Failure("model-corrupt", `The files of ${name} cannot be read: ${cause.message}`, { cause });
  });
  // The parts of a piece follow from the layout, not from the threads: with any number of them the text is the same.
  const parts = facts.isOwnLayout ? MOST_PROCESSES : 1;
  const processes = Math.min(threads, parts);
  const settings: WhisperSettings = { files: chosen, threads: Math.floor(threads / processes) };
  const host = hostGroup<WhisperQuestion, EngineEvent>({ name, module: MODULE, settings, stallMs }, processes);
  const ask: AskBatch = (windows, options, signal) => {
    const question = { windows: windows.map(({ index, samples }) => ({ index, samples })), options };
    return host.ask(question, signal, { urgency: options.urgency, weight: windows.length });
  };
  return {
    name,
    abilities: {
      languages: facts.languages.size > 0 ? [...facts.languages.keys()] : ["en"],
      words: facts.alignmentHeads.length > 0,
      translate: facts.tasks !== null && (tasks === null || tasks.includes("translate")),
      prompt: true,
      windowSeconds: WINDOW_SECONDS,
      windowsAtOnce: parts * BATCH_WINDOWS,
    },
    recognise: (windows, options, signal) =>
      parts === 1
        ? ask(windows, options, signal)
        : inBatches(ask, { windows, options, size: BATCH_WINDOWS, parts }, signal),
    warm: (seconds) => host.warm(seconds !== null && seconds <= WINDOW_SECONDS ? 1 : processes),
    close: host.close,
  };
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
