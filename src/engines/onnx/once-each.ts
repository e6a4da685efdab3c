import type { EngineEvent } from "../../ports/engine.ts";

/** Leaves out warnings that were given before: several processes, or batches, may have the same to say. */
export async function* warningsOnceEach(events: AsyncIterable<EngineEvent>): AsyncIterable<EngineEvent> {
  const told = new Set<string>();
  for await (const event of events) {
    if (event.type === "warning" && told.has(event.message)) continue;
    if (event.type === "warning") told.add(event.message);
    yield event;
  }
}
