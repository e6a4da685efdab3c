import { isShortOfMemory } from "../../../onnx/short-of-memory.ts";
import type { EngineEvent } from "../../../ports/engine.ts";
import type { Footing } from "./footing.ts";

/** Recognises windows together. */
type Recognise<Model, Window> = (model: Model, batch: readonly Window[]) => AsyncIterable<EngineEvent>;

/**
 * Recognises windows in batches as large as the footing has it. Where memory does not suffice for one, its windows are tried
 * again in halves, down to a single one, and each step down is told. A batch that did not fit has said nothing.
 * @throws what `recognise` throws for another reason, and what a step down does
 */
export async function* inHalves<Model, Window>(
  footing: Footing<Model>,
  windows: readonly Window[],
  recognise: Recognise<Model, Window>,
): AsyncIterable<EngineEvent> {
  const told = new Set<string>();
  let left = windows;
  while (left.length > 0) {
    await footing.ready();
    for (const message of footing.warnings) {
      if (!told.has(message)) yield { type: "warning", message };
      told.add(message);
    }
    const { provider, batchWindows } = footing.means;
    const batch = left.slice(0, batchWindows);
    const events = await heardOf(footing, batch, recognise);
    if (events) {
      yield* events;
      left = left.slice(batch.length);
    } else await footing.stepDown({ provider, batchWindows: batch.length });
  }
}

/** What was heard in a batch; undefined where there was not the memory for it. */
async function heardOf<Model, Window>(
  footing: Footing<Model>,
  batch: readonly Window[],
  recognise: Recognise<Model, Window>,
): Promise<EngineEvent[] | undefined> {
  const events: EngineEvent[] = [];
  try {
    for await (const event of footing.use((model) => recognise(model, batch))) events.push(event);
    return events;
  } catch (error) {
    if (isShortOfMemory(error)) return undefined;
    throw error;
  }
}
