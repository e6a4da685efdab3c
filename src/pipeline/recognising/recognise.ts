import { sliceWindow, type Window } from "../../domain/window.ts";
import type { Engine, EngineEvent, HeardText, RecogniseOptions } from "../../ports/engine.ts";
import type { Piece } from "../cutting/pieces.ts";
import { retryLost } from "./retry-lost.ts";
import { unheardParts } from "./second-look.ts";
import { trimWords } from "./trim-words.ts";

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
  /** Another engine than the one that was asked, where one took over. */
  readonly heardBy: string | null;
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
  const unheard = unheardByLanguage(first.heard);
  const heard = [...first.heard];
  let { heardBy } = first;
  const warnings = new Set(first.warnings);
  for (const [language, windows] of unheard) {
    const asked = language === null ? options : { ...options, language };
    const again = await hear(engine, windows, asked, signal);
    heardBy ??= again.heardBy;
    heard.push(...again.heard);
    for (const warning of again.warnings) warnings.add(warning);
  }
  heard.sort((a, b) => startOf(a) - startOf(b));
  return { ...first, heard, heardBy, warnings: [...warnings] };
}

/** What is too short to have its language told is in that of the speech around it. */
function unheardByLanguage(heard: readonly HeardWindow[]): Map<string | null, Window[]> {
  const groups = new Map<string | null, Window[]>();
  for (const { window, heard: text } of heard) {
    const group = groups.get(text.language) ?? [];
    for (const part of unheardParts(window, text)) group.push({ ...part, index: group.length });
    if (group.length > 0) groups.set(text.language, group);
  }
  return groups;
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
  const took = events.find((event) => event.type === "took-over");
  const takeover = took
    ? [`${took.insteadOf} could not be used (${took.why}): ${took.engine} heard a part of this recording`]
    : [];
  const language = events.find((event) => event.type === "language");
  const texts = events.flatMap((event) => (event.type === "text" ? [trimmed(event.heard)] : []));
  return {
    heard: windows.flatMap((window) =>
      texts
        .filter((heard) => heard.window === window.index)
        .map((heard) => ({ window: heard.part ? sliceWindow(window, window.index, heard.part) : window, heard })),
    ),
    language: language ? { language: language.language, probability: language.probability } : null,
    warnings: [...takeover, ...events.flatMap((event) => (event.type === "warning" ? [event.message] : []))],
    heardBy: took?.engine ?? null,
  };
}

const trimmed = (heard: HeardText): HeardText => (heard.words ? { ...heard, words: trimWords(heard.words) } : heard);

const startOf = ({ window }: HeardWindow): number => window.parts[0]?.start ?? 0;
