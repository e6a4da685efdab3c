import type { Window } from "../domain/window.ts";
import type { Engine, EngineEvent, HeardText, RecogniseOptions } from "../ports/engine.ts";
import type { Piece } from "./pieces.ts";
import { retryLost } from "./retry-lost.ts";
import { unheardParts } from "./second-look.ts";

/** What was heard in a window, or in a part of one that was looked at again. */
export interface HeardWindow {
  readonly window: Window;
  readonly heard: HeardText;
}

export interface RecognisedPiece {
  /** In window order; a second look follows its window. */
  readonly heard: readonly HeardWindow[];
  readonly language: { readonly language: string; readonly probability: number } | null;
  readonly warnings: readonly string[];
}

/**
 * Recognises one piece, whole or not at all, and looks again at speech that got no words.
 * Does it again when the engine's process dies or hangs.
 * @throws {Failure} of the engine
 */
export async function recognise(
  engine: Engine,
  { windows }: Piece,
  options: RecogniseOptions,
  signal: AbortSignal,
): Promise<RecognisedPiece> {
  const first = await hear(engine, windows, options, signal);
  const language = options.language ?? first.language?.language;
  const unheard = first.heard.flatMap(({ window, heard }) => unheardParts(window, heard));
  if (unheard.length === 0) return first;
  const numbered = unheard.map((window, index) => ({ ...window, index }));
  const again = await hear(engine, numbered, language === undefined ? options : { ...options, language }, signal);
  const heard = [...first.heard, ...again.heard].sort((a, b) => startOf(a) - startOf(b));
  return { ...first, heard, warnings: [...new Set([...first.warnings, ...again.warnings])] };
}

function hear(
  engine: Engine,
  windows: readonly Window[],
  options: RecogniseOptions,
  signal: AbortSignal,
): Promise<RecognisedPiece> {
  return retryLost(async () => {
    const events: EngineEvent[] = [];
    for await (const event of engine.recognise(windows, options, signal)) events.push(event);
    return collect(windows, events);
  }, signal);
}

function collect(windows: readonly Window[], events: readonly EngineEvent[]): RecognisedPiece {
  const language = events.find((event) => event.type === "language");
  const texts = new Map(events.flatMap((event) => (event.type === "text" ? [[event.heard.window, event.heard]] : [])));
  return {
    heard: windows.flatMap((window) => {
      const heard = texts.get(window.index);
      return heard ? [{ window, heard }] : [];
    }),
    language: language ? { language: language.language, probability: language.probability } : null,
    warnings: events.flatMap((event) => (event.type === "warning" ? [event.message] : [])),
  };
}

const startOf = ({ window }: HeardWindow): number => window.parts[0]?.start ?? 0;
