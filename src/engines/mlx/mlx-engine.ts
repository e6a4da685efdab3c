import { SAMPLE_RATE } from "../../domain/audio.ts";
import type { Window } from "../../domain/window.ts";
import type { Engine, EngineEvent, RecogniseOptions } from "../../ports/engine.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import { programHost } from "../host/program-host.ts";
import { whisperProgram } from "../whisper-program/whisper-program.ts";
import { chooseLanguage } from "./choose-language.ts";
import { findPython, type PythonPlaces } from "./find-python.ts";
import { toHeardText } from "./heard-text.ts";
import { readMlxFacts } from "./model-facts.ts";
import { startWorker, type WorkerAnswer, type WorkerQuestion } from "./worker.ts";

export interface MlxOptions extends PythonPlaces {
  /** Used where there is no Metal. */
  readonly threads: number;
  /** Without a sign of work for this long while there is work, the worker is ended. */
  readonly stallMs: number;
  /** The most memory the worker may take for data, in megabytes. Held on Linux alone. */
  readonly memoryMb?: number | undefined;
}

/**
 * Whisper on Apple's MLX, in a Python process that starts when it is needed. One window at a time, greedily: on a Mac that
 * is what its graphics processor does at once; elsewhere it runs too, on a processor and slowly.
 * @throws {Failure} `model-corrupt` when the files are no model for MLX, `engine-unavailable` when there is no Python for it
 */
export async function mlxEngine(
  model: InstalledModel,
  { threads, stallMs, memoryMb, ...places }: MlxOptions,
): Promise<Engine> {
  const { name } = model;
  const { directory, ...vocabulary } = await readMlxFacts(model);
  const python = await findPython(places);
  const start = () => startWorker({ python, name, directory, threads, memoryMb });
  const host = programHost<WorkerQuestion, WorkerAnswer>({ name, stallMs, start });
  return whisperProgram({ model, ...vocabulary, host, beam: false, hear });
}

async function* hear(
  { index, samples }: Window,
  options: RecogniseOptions,
  ask: (question: WorkerQuestion) => Promise<WorkerAnswer>,
): AsyncIterable<EngineEvent> {
  const { task, prompt, language: known } = options;
  const listened = await ask({ do: "listen", samples, detect: known === undefined });
  const probabilities = ("languages" in listened && listened.languages) || {};
  const found = chooseLanguage(probabilities, options);
  if (known === undefined) yield { type: "language", ...found };
  const language = known ?? found.language;
  const written = await ask({ do: "write", language, task, prompt });
  if (!("words" in written)) throw new Error("A worker that is to write gives words");
  yield { type: "text", heard: toHeardText(written, { index, language, seconds: samples.length / SAMPLE_RATE }) };
}
