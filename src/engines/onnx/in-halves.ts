import { isShortOfMemory } from "../../onnx/short-of-memory.ts";
import type { EngineEvent } from "../../ports/engine.ts";
import type { Footing } from "./footing.ts";

/** Recognises windows together. */
type Recognise<Model, Window> = (model: Model, batch: readonly Window[]) => AsyncIterable<EngineEvent>;

/**
 * Recognises windows in batches as large as the footing has it. Where memory does not suffice for one, its windows are tried
 * again in halves, down to a single one, and each step down is told. A text that was given before stands, and is not given
 * twice.
 * @throws what `recognise` throws for another reason, and what a step down does
 */
export async function* inHalves<Model, Window extends { readonly index: number }>(
  footing: Footing<Model>,
  windows: readonly Window[],
  recognise: Recognise<Model, Window>,
): AsyncIterable<EngineEvent> {
  const told = new Set<string>();
  const heard = new Set<string>();
  let left = windows;
  while (left.length > 0) {
    await footing.ready();
    for (const message of footing.warnings) {
      if (!told.has(message)) yield { type: "warning", message };
      told.add(message);
    }
    const { provider, batchWindows } = footing.means;
    const batch = left.slice(0, batchWindows);
    if (yield* fits(footing, batch, recognise, heard)) {
      left = left.slice(batch.length);
      continue;
    }
    await footing.stepDown({ provider, batchWindows: batch.length });
    left = left.filter(({ index }) => !heard.has(String(index)));
  }
}

/** Whether there was memory for a batch. */
async function* fits<Model, Window>(
  footing: Footing<Model>,
  batch: readonly Window[],
  recognise: Recognise<Model, Window>,
  heard: Set<string>,
): AsyncGenerator<EngineEvent, boolean> {
  try {
    for await (const event of footing.use((model) => recognise(model, batch))) {
      if (event.type === "text" && heard.has(placeOf(event))) continue;
      if (event.type === "text") heard.add(placeOf(event));
      yield event;
    }
    return true;
  } catch (error) {
    if (isShortOfMemory(error)) return false;
    throw error;
  }
}

/** A window, or the part of one that a text is of. */
function placeOf({ heard }: Extract<EngineEvent, { type: "text" }>): string {
  return heard.part ? `${heard.window} from ${heard.part.start}` : String(heard.window);
}
