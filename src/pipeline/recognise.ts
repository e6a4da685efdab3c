import type { Engine, EngineEvent, HeardText, RecogniseOptions } from "../ports/engine.ts";
import type { Piece } from "./pieces.ts";
import { retryLost } from "./retry-lost.ts";

/** What an engine heard in a piece, in window order. */
export interface RecognisedPiece {
  readonly heard: readonly HeardText[];
  readonly language: { readonly language: string; readonly probability: number } | null;
  readonly warnings: readonly string[];
}

/**
 * Recognises one piece, whole or not at all. Does it again when the engine's process dies or hangs.
 * @param onProgress called whenever the engine shows a sign of work
 */
export function recognise(
  engine: Engine,
  { windows }: Piece,
  options: RecogniseOptions,
  { signal, onProgress }: { signal: AbortSignal; onProgress?: () => void },
): Promise<RecognisedPiece> {
  return retryLost(async () => {
    const events: EngineEvent[] = [];
    for await (const event of engine.recognise(windows, options, signal)) {
      if (event.type === "progress") onProgress?.();
      else events.push(event);
    }
    return collect(events);
  }, signal);
}

function collect(events: readonly EngineEvent[]): RecognisedPiece {
  const language = events.find((event) => event.type === "language");
  return {
    heard: events.flatMap((event) => (event.type === "text" ? [event.heard] : [])).sort((a, b) => a.window - b.window),
    language: language ? { language: language.language, probability: language.probability } : null,
    warnings: events.flatMap((event) => (event.type === "warning" ? [event.message] : [])),
  };
}
