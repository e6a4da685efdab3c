import { LANGUAGES } from "../../domain/languages.ts";
import type { Window } from "../../domain/window.ts";
import type { Engine, EngineEvent, RecogniseOptions } from "../../ports/engine.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import type { ProgramHost } from "../host/program-host.ts";
import { takeTurns } from "../host/turns.ts";
import type { VocabularyFacts } from "./vocabulary-facts.ts";

/** A Whisper in a program that hears one window at a time. */
export interface WhisperProgram<Question, Answer> extends VocabularyFacts {
  readonly model: Pick<InstalledModel, "name" | "tasks">;
  readonly host: ProgramHost<Question, Answer>;
  /** Whether it can follow several texts at once. */
  readonly beam: boolean;
  /** Its language, where that had to be told, and its text. `options.language` is absent where it has to be told. */
  hear(
    window: Window,
    options: RecogniseOptions,
    ask: (question: Question) => Promise<Answer>,
  ): AsyncIterable<EngineEvent>;
}

/** Whisper's encoder takes 30 s; the rest is room for rounding. */
const WINDOW_SECONDS = 29.9;

/** The engine of such a program: windows in turns, the more urgent call first. */
export function whisperProgram<Question, Answer>(program: WhisperProgram<Question, Answer>): Engine {
  const { host, isMultilingual, languageCount, beam } = program;
  const { name, tasks } = program.model;
  const turns = takeTurns();

  async function* recognise(
    windows: readonly Window[],
    options: RecogniseOptions,
    signal: AbortSignal,
  ): AsyncIterable<EngineEvent> {
    const place = turns.join(options.urgency ?? 0, signal);
    const ask = (question: Question) => host.ask(question, signal);
    const known: RecogniseOptions = isMultilingual ? options : { ...options, language: "en" };
    try {
      let isTold = false;
      for (const window of windows) {
        await place.turn();
        for await (const event of program.hear(window, known, ask)) {
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
      beam,
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
