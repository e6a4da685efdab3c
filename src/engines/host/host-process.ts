import type { HostedModel, HostReply, HostRequest } from "./protocol.ts";

// Entry of the child process. It holds one model and knows nothing of recordings, files or people.

const ALIVE_AT_MOST_EVERY_MS = 250;

let model: HostedModel | undefined;
let queue: Promise<void> = Promise.resolve();
/** Questions that have come and not been answered, in order. */
const open = new Map<number, AbortController>();
/** The one being answered. */
let current: number | undefined;

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

async function load(module: string, settings: unknown): Promise<void> {
  try {
    const { load } = await import(module);
    model = await load(settings);
    reply({ type: "loaded" });
  } catch (error) {
    reply({ type: "failed", id: null, message: tell(error) });
  }
}

async function run(id: number, input: unknown): Promise<void> {
  const abort = open.get(id);
  // Cancelled while it waited.
  if (!abort) return;
  current = id;
  try {
    if (!model) throw new Error("No model is loaded");
    const options = { alive: aliveReporter(), signal: abort.signal };
    for await (const event of model.run(input, options)) reply({ type: "event", id, event });
    reply({ type: "done", id });
  } catch (error) {
    reply({ type: "failed", id, message: tell(error) });
  } finally {
    open.delete(id);
    current = undefined;
  }
}

/** A question that waits is dropped; the one being answered is told, and others are left alone. */
function cancel(id: number): void {
  open.get(id)?.abort();
  if (id === current) return;
  open.delete(id);
  reply({ type: "done", id });
}

process.on("message", (request: HostRequest) => {
  if (request.type === "cancel") cancel(request.id);
  if (request.type === "load") queue = queue.then(() => load(request.module, request.settings));
  if (request.type === "run") {
    open.set(request.id, new AbortController());
    queue = queue.then(() => run(request.id, request.input));
  }
});

// The supervisor died or let go: nobody is left to answer to.
process.on("disconnect", () => process.exit());
// Ctrl-C in a terminal reaches the whole group; the supervisor decides when this process ends.
process.on("SIGINT", () => {});
