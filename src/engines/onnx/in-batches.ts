import type { Window } from "../../domain/window.ts";
import type { EngineEvent, RecogniseOptions } from "../../ports/engine.ts";

export interface BatchedQuestion {
  readonly windows: readonly Window[];
  readonly options: RecogniseOptions;
  /** Windows decoded together at most. */
  readonly size: number;
  /** Batches there are at least, where there are as many windows. */
  readonly parts: number;
}

export type AskBatch = (
  windows: readonly Window[],
  options: RecogniseOptions,
  signal: AbortSignal,
) => AsyncIterable<EngineEvent>;

/**
 * Asks about windows in batches of at most `size`, in at least `parts` of them, at once where their language is known; else the first batch settles it for the
 * others. The batches follow from the windows alone, so the same windows give the same text.
 * @throws the first failure of a batch; the others are given up then
 */
export async function* inBatches(
  ask: AskBatch,
  question: BatchedQuestion,
  signal: AbortSignal,
): AsyncIterable<EngineEvent> {
  const batches = split(question);
  let { options } = question;
  if (options.language === undefined && options.likelyLanguage === undefined) {
    for await (const event of ask(batches.shift() ?? [], options, signal)) {
      if (event.type === "language") options = { ...options, likelyLanguage: event.language };
      yield event;
    }
  }
  const stop = new AbortController();
  const ending = AbortSignal.any([signal, stop.signal]);
  try {
    for (const events of await Promise.all(batches.map((batch) => collect(ask(batch, options, ending))))) yield* events;
  } finally {
    stop.abort(new Error("The question has ended"));
  }
}

/** As many windows in each as can be. */
function split({ windows, size, parts }: BatchedQuestion): (readonly Window[])[] {
  const count = Math.max(Math.ceil(windows.length / size), Math.min(parts, windows.length));
  const border = (index: number) => Math.round((index * windows.length) / count);
  return Array.from({ length: count }, (_, index) => windows.slice(border(index), border(index + 1)));
}

async function collect(events: AsyncIterable<EngineEvent>): Promise<EngineEvent[]> {
  const all: EngineEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}
