import { setTimeout as pause } from "node:timers/promises";

/** Proxies and sleeping laptops give up a connection on which nothing has been heard for a while. */
const PING_MS = 15_000;

/** What a server-sent event carries. */
export interface StreamedEvent {
  readonly sequence: number;
  readonly type: string;
}

/** Writes events as server-sent events: how soon to come back first, then each as it comes. @see withPings */
export async function* eventStream(
  events: AsyncIterator<StreamedEvent, unknown>,
  pingMs: number = PING_MS,
): AsyncGenerator<string> {
  try {
    yield "retry: 2000\n\n";
    yield* withPings(events, frameOf, pingMs);
  } finally {
    await events.return?.();
  }
}

/**
 * Writes each thing as it comes, and a comment where there was none for a while. Asks for the next only when the one before
 * was taken.
 */
export async function* withPings<Item>(
  items: AsyncIterator<Item, unknown>,
  write: (item: Item) => string,
  pingMs: number = PING_MS,
): AsyncGenerator<string> {
  let next: Promise<IteratorResult<Item, unknown>> | undefined;
  try {
    for (;;) {
      next ??= items.next();
      const result = await withinTime(next, pingMs);
      if (result === "late") {
        yield ": ping\n\n";
        continue;
      }
      if (result.done) return;
      yield write(result.value);
      next = undefined;
    }
  } finally {
    // A reader who goes leaves a question open, and nobody to hear that it failed.
    next?.catch(() => undefined);
    await items.return?.();
  }
}

const frameOf = (event: StreamedEvent): string =>
  `id: ${event.sequence}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

async function withinTime<Value>(promise: Promise<Value>, ms: number): Promise<Value | "late"> {
  const timer = new AbortController();
  try {
    return await Promise.race([promise, pause(ms, "late" as const, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
