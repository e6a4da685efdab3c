import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../../domain/failure.ts";
import type { Engine, EngineEvent } from "../../ports/engine.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import { modelHost } from "../host/host.ts";
import type { ProcessLoss } from "../host/host-child.ts";
import { FAMILIES, type Family, type Files, filesOfForm } from "./families.ts";
import type { SherpaQuestion, SherpaSettings } from "./sherpa-model.ts";

const MODULE = new URL(`./sherpa-model${extname(fileURLToPath(import.meta.url))}`, import.meta.url).href;

/** How the native library leaves when it is given a file that it cannot use. */
const REFUSED_EXIT = 255;

export interface SherpaOptions {
  readonly threads: number;
  /** Without a sign of work for this long while there is work, the process is ended. */
  readonly stallMs: number;
  /** The most memory the process may take, in megabytes; as much as there is when left out. Held on Linux alone. */
  readonly memoryMb?: number | undefined;
}

/**
 * A model of sherpa-onnx, by its family, in one child process that starts with the first question. The package it needs is
 * optional: where it is absent, that question ends with `engine-unavailable` and the command that installs it.
 * @throws {Failure} `model-unknown` for a family it does not run, `model-corrupt` when files are missing
 */
export async function sherpaEngine(model: InstalledModel, options: SherpaOptions): Promise<Engine> {
  const { name, tasks } = model;
  const family = FAMILIES[model.family];
  if (!family) throw new Failure("model-unknown", `${name} is a ${model.family} model: sherpa-onnx does not run it`);
  const files = filesOfForm(family, model.files);
  if (!files) throw new Failure("model-corrupt", `${name} lacks a file; run: scribewell models pull ${name}`);
  const known = await languagesOf(name, family, files);
  const { threads, stallMs, memoryMb } = options;
  const settings: SherpaSettings = { name, family: model.family, files, known, threads };
  const host = modelHost<SherpaQuestion, EngineEvent>({
    name,
    module: MODULE,
    settings,
    stallMs,
    memoryMb,
    onLoss: (loss) => refusal(name, loss),
  });
  return {
    name,
    abilities: {
      languages: known,
      words: family.words,
      detectsLanguage: known.length === 1 || family.detection === "told",
      translate: family.translate && (tasks === null || tasks.includes("translate")),
      prompt: false,
      beam: false,
      windowSeconds: family.windowSeconds,
      windowsAtOnce: 4,
    },
    recognise(windows, asked, signal) {
      const question = { windows: windows.map(({ index, samples }) => ({ index, samples })), options: asked };
      return host.ask(question, signal, { urgency: asked.urgency });
    },
    warm: () => host.warm(),
    load: host.load,
    unload: host.unload,
    processes: () => (host.pid === undefined ? [] : [host.pid]),
    close: host.close,
  };
}

/** Which of its family's languages a model knows shows in how many pieces of text it was trained with. */
async function languagesOf(name: string, family: Family, { tokens = "" }: Files): Promise<readonly string[]> {
  try {
    const table = await readFile(tokens, "utf8");
    return family.languages(table.trimEnd().split("\n").length);
  } catch (cause) {
    const remedy = `run: scribewell models pull ${name}`;
    throw new Failure("model-corrupt", `The table of tokens of ${name} cannot be read; ${remedy}`, { cause });
  }
}

function refusal(name: string, { exit, wasLoaded }: ProcessLoss): Failure | undefined {
  if (wasLoaded || exit !== REFUSED_EXIT) return undefined;
  const remedy = `Its files are damaged, or those of another kind of model; run: scribewell models verify ${name}`;
  return new Failure("engine-unavailable", `${name} could not be loaded by sherpa-onnx. ${remedy}`);
}
