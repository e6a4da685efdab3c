import type { HostedModel, HostReply, HostRequest } from "./protocol.ts";
import { takeTurns } from "./turns.ts";

// Entry of the child process. It holds one model and knows nothing of recordings, files or people.

const ALIVE_AT_MOST_EVERY_MS = 250;

let model: HostedModel | undefined;
const turns = takeTurns();
/** Questions that have come and not been answered. */
const open = new Map<number, AbortController>();
/** Lets the steps go on that wait for a question on its way here. */
let arrived: (() => void) | undefined;

function reply(message: HostReply): void {
  // The supervisor may be gone between two messages; then so is the reason to speak.
  if (process.connected) process.send?.(message);
}

function tell(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function aliveReporter(): () => void {
  let last = 0;
  return () => {
    const now = performance.now();
    if (now - last < ALIVE_AT_MOST_EVERY_MS) return;
    last = now;
    reply({ type: "alive" });
  };
}

const alive = aliveReporter();

async function load(module: string, settings: unknown): Promise<void> {
  const release = turns.hold();
  try {
    const { load } = await import(module);
    model = await load(settings);
    reply({ type: "loaded" });
  } catch (error) {
    reply({ type: "failed", id: null, message: tell(error) });
  } finally {
    release();
  }
}

async function run({ id, input, urgency }: Extract<HostRequest, { type: "run" }>): Promise<void> {
  const abort = new AbortController();
  open.set(id, abort);
  const { signal } = abort;
  const place = turns.join(urgency, signal);
  const turn = () => {
    // One that goes on after it was cancelled shows no work that anybody waits for.
    if (!signal.aborted) alive();
    return place.turn();
  };
  try {
    await place.turn();
    if (!model) throw new Error("No model is loaded");
    for await (const event of model.run(input, { turn, signal })) reply({ type: "event", id, event });
    reply({ type: "done", id });
  } catch (error) {
    reply({ type: "failed", id, message: tell(error) });
  } finally {
    open.delete(id);
    place.leave();
  }
}

process.on("message", (request: HostRequest) => {
  if (request.type === "cancel") open.get(request.id)?.abort();
  if (request.type === "load") void load(request.module, request.settings);
  if (request.type === "coming") arrived = turns.hold();
  if (request.type === "run") {
    void run(request);
    arrived?.();
    arrived = undefined;
  }
});

// The supervisor died or let go: nobody is left to answer to.
process.on("disconnect", () => process.exit());
// Ctrl-C in a terminal reaches the whole group; the supervisor decides when this process ends.
process.on("SIGINT", () => {});
