import { isShortOfMemory } from "../../../onnx/short-of-memory.ts";
import type { EngineEvent } from "../../../ports/engine.ts";
import type { Footing } from "./footing.ts";

/** Recognises windows together. */
type Recognise<Model, Window> = (model: Model, batch: readonly Window[]) => AsyncIterable<EngineEvent>;

/**
 * Recognises windows in batches as large as the footing has it. Where memory does not suffice for one, what it has not heard
 * is tried again in halves, down to a single window, and each step down is told. A text that was given stands, and is not
 * given twice.
 * @throws what `recognise` throws for another reason, and what a step down does
 */
export async function* inHalves<Model, Window extends { readonly index: number }>(
  footing: Footing<Model>,
  windows: readonly Window[],
  recognise: Recognise<Model, Window>,
): AsyncIterable<EngineEvent> {
  const told = new Set<string>();
  const heard = new Set<number>();
  let left = windows;
  while (left.length > 0) {
    await footing.ready();
    for (const message of footing.warnings) {
      if (!told.has(message)) yield { type: "warning", message };
      told.add(message);
    }
    const { provider, batchWindows } = footing.means;
    const batch = left.slice(0, batchWindows);
    const isDone = yield* fits(footing, batch, recognise, heard);
    if (!isDone) await footing.stepDown({ provider, batchWindows: batch.length });
    left = isDone ? left.slice(batch.length) : left.filter(({ index }) => !heard.has(index));
  }
}

/** Whether there was memory for a batch. */
async function* fits<Model, Window>(
  footing: Footing<Model>,
  batch: readonly Window[],
  recognise: Recognise<Model, Window>,
  heard: Set<number>,
): AsyncGenerator<EngineEvent, boolean> {
  // Where a window is divided depends on those beside it: in another batch it may be elsewhere, so its parts come together.
  const parts: EngineEvent[] = [];
  try {
    for await (const event of footing.use((model) => recognise(model, batch))) {
      if (event.type === "text" && event.heard.part) {
        parts.push(event);
        continue;
      }
      if (event.type === "text") heard.add(event.heard.window);
      yield event;
    }
  } catch (error) {
    if (isShortOfMemory(error)) return false;
    throw error;
  }
  yield* parts;
  return true;
}
