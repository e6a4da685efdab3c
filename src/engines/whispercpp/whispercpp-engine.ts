import { SAMPLE_RATE } from "../../domain/audio.ts";
import { Failure } from "../../domain/failure.ts";
import { LANGUAGES } from "../../domain/languages.ts";
import type { Window } from "../../domain/window.ts";
import type { Engine, EngineEvent, RecogniseOptions } from "../../ports/engine.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import { programHost } from "../host/program-host.ts";
import { takeTurns } from "../host/turns.ts";
import type { Answer } from "./answer.ts";
import { findLanguage } from "./find-language.ts";
import { findServer, type ServerPlaces } from "./find-server.ts";
import { readGgmlHeader } from "./ggml-header.ts";
import { toHeardText } from "./heard-text.ts";
import { type ServerQuestion, startServer } from "./server.ts";

export interface WhisperCppOptions extends ServerPlaces {
  readonly threads: number;
  /** Without a sign of work for this long while there is work, the server is ended. */
  readonly stallMs: number;
  /** The most memory the server may take for data, in megabytes. Held on Linux alone. */
  readonly memoryMb?: number | undefined;
}

/** Whisper's encoder takes 30 s; the rest is room for rounding. */
const WINDOW_SECONDS = 29.9;

/**
 * Whisper from a ggml file in whisper.cpp's own server, which starts when it is needed. One window at a time, greedily or
 * with a beam: that is all one server does, and what its threads are for.
 * @throws {Failure} `model-corrupt` when the file is no ggml model, `engine-unavailable` when there is no whisper-server
 */
export async function whisperCppEngine(
  { name, files: { model }, tasks }: InstalledModel,
  { threads, stallMs, memoryMb, ...places }: WhisperCppOptions,
): Promise<Engine> {
  const facts = model === undefined ? null : await readGgmlHeader(model);
  if (model === undefined || facts === null)
    throw new Failure("model-corrupt", `${name} is no model for whisper.cpp; run: scribewell models pull ${name}`);
  const command = await findServer(places);
  const { isMultilingual } = facts;
  const host = programHost<ServerQuestion, Answer>({
    name,
    stallMs,
    start: () => startServer({ command, model, threads, memoryMb }),
  });
  const turns = takeTurns();

  async function* recognise(
    windows: readonly Window[],
    options: RecogniseOptions,
    signal: AbortSignal,
  ): AsyncIterable<EngineEvent> {
    const place = turns.join(options.urgency ?? 0, signal);
    try {
      let isTold = false;
      for (const window of windows) {
        await place.turn();
        const ask = (question: ServerQuestion) => host.ask(question, signal);
        const known = isMultilingual ? options.language : "en";
        const { language, probability } = known
          ? { language: known, probability: null }
          : await findLanguage(ask, window.samples, options);
        if (probability !== null && !isTold) yield { type: "language", language, probability };
        isTold ||= probability !== null;
        const answer = await ask({ ...options, samples: window.samples, language });
        const seconds = window.samples.length / SAMPLE_RATE;
        yield { type: "text", heard: toHeardText(answer, { index: window.index, seconds, language }) };
      }
    } finally {
      place.leave();
    }
  }

  return {
    name,
    abilities: {
      languages: isMultilingual ? Object.keys(LANGUAGES).slice(0, facts.languageCount) : ["en"],
      words: true,
      detectsLanguage: true,
      translate: isMultilingual && (tasks === null || tasks.includes("translate")),
      prompt: true,
      beam: true,
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
