import { SAMPLE_RATE } from "../../domain/audio.ts";
import { LANGUAGES } from "../../domain/languages.ts";
import type { Window } from "../../domain/window.ts";
import type { Engine, EngineEvent, RecogniseOptions } from "../../ports/engine.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import { programHost } from "../host/program-host.ts";
import { takeTurns } from "../host/turns.ts";
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

/** Whisper's encoder takes 30 s; the rest is room for rounding. */
const WINDOW_SECONDS = 29.9;

/**
 * Whisper on Apple's MLX, in a Python process that starts when it is needed. One window at a time, greedily: on a Mac that
 * is what its graphics processor does at once; elsewhere it runs too, on a processor and slowly.
 * @throws {Failure} `model-corrupt` when the files are no model for MLX, `engine-unavailable` when there is no Python for it
 */
export async function mlxEngine(
  model: InstalledModel,
  { threads, stallMs, memoryMb, ...places }: MlxOptions,
): Promise<Engine> {
  const { name, tasks } = model;
  const { directory, isMultilingual, languageCount } = await readMlxFacts(model);
  const python = await findPython(places);
  const host = programHost<WorkerQuestion, WorkerAnswer>({
    name,
    stallMs,
    start: () => startWorker({ python, name, directory, threads, memoryMb }),
  });
  const turns = takeTurns();

  async function* recognise(
    windows: readonly Window[],
    options: RecogniseOptions,
    signal: AbortSignal,
  ): AsyncIterable<EngineEvent> {
    const place = turns.join(options.urgency ?? 0, signal);
    const ask = (question: WorkerQuestion) => host.ask(question, signal);
    try {
      let isTold = false;
      for (const window of windows) {
        await place.turn();
        for await (const event of hear(window, { ask, isMultilingual, options })) {
          if (event.type !== "language" || !isTold) yield event;
          isTold ||= event.type === "language";
        }
      }
    } finally {
      place.leave();
    }
  }

  return {
    name,
    abilities: {
      languages: isMultilingual ? Object.keys(LANGUAGES).slice(0, languageCount) : ["en"],
      words: true,
      detectsLanguage: true,
      translate: isMultilingual && (tasks === null || tasks.includes("translate")),
      prompt: true,
      beam: false,
      windowSeconds: WINDOW_SECONDS,
      windowsAtOnce: 1,
    },
    recognise,
    warm: () => host.warm(),
    load: host.load,
    unload: host.unload,
    processes: host.pids,
    close: host.close,
  };
}

interface Needs {
  readonly ask: (question: WorkerQuestion) => Promise<WorkerAnswer>;
  readonly isMultilingual: boolean;
  readonly options: RecogniseOptions;
}

async function* hear({ index, samples }: Window, { ask, isMultilingual, options }: Needs): AsyncIterable<EngineEvent> {
  const known = isMultilingual ? options.language : "en";
  const listened = await ask({ do: "listen", samples, detect: known === undefined });
  const probabilities = ("languages" in listened && listened.languages) || {};
  const found = chooseLanguage(probabilities, options);
  if (known === undefined) yield { type: "language", ...found };
  const { task, prompt } = options;
  const language = known ?? found.language;
  const written = await ask({ do: "write", language, task, prompt });
  if (!("words" in written)) throw new Error("A worker that is to write gives words");
  yield { type: "text", heard: toHeardText(written, { index, language, seconds: samples.length / SAMPLE_RATE }) };
}
