import { chunksOf, exchange } from "./exchange.ts";
import { openLine } from "./line.ts";
import type { Link } from "./link.ts";
import { pathOf } from "./read-job.ts";
import { notThisService } from "./refusal.ts";
import { dataOfEvents } from "./server-sent-events.ts";
import type { JobEvent } from "./shapes.ts";

/** A ping comes every 15 s where nothing happens. */
const SILENCE_MS = 40_000;

/**
 * The events of a job after a number, as they come. Ends when the service ends the answer, which is not always the end of the
 * job.
 */
export async function* readEvents(
  link: Link,
  id: string,
  { after, signal }: { readonly after: number; readonly signal: AbortSignal },
): AsyncGenerator<JobEvent> {
  const line = openLine(signal, SILENCE_MS);
  try {
    const headers = { accept: "text/event-stream", ...(after > 0 && { "last-event-id": String(after) }) };
    const response = await exchange(link, { path: pathOf(id, "/events"), headers }, line);
    for await (const data of dataOfEvents(chunksOf(link, response, line))) yield eventIn(data, link);
  } finally {
    line.close();
  }
}

function eventIn(data: string, { address }: Link): JobEvent {
  try {
    const event: unknown = JSON.parse(data);
    if (isEvent(event)) return event;
  } catch {
    // Told below.
  }
  throw notThisService(address.shown, "its events cannot be read");
}

/** Every event has a kind and a number. What else one of its kind has, its service has described. */
function isEvent(value: unknown): value is JobEvent {
  if (typeof value !== "object" || value === null) return false;
  return "type" in value && "sequence" in value && typeof value.sequence === "number";
}
