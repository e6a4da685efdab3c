import type { HostedModel, HostReply, HostRequest } from "./protocol.ts";

// Entry of the child process. It holds one model and knows nothing of recordings, files or people.

const HEARTBEAT_MS = 1_000;
const ALIVE_AT_MOST_EVERY_MS = 250;

let model: HostedModel | undefined;
let queue: Promise<void> = Promise.resolve();
const running = new Map<number, AbortController>();

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
  const abort = running.get(id);
  try {
    if (!model || !abort) throw new Error("No model is loaded");
    const options = { alive: aliveReporter(), signal: abort.signal };
    for await (const event of model.run(input, options)) reply({ type: "event", id, event });
    reply({ type: "done", id });
  } catch (error) {
    reply({ type: "failed", id, message: tell(error) });
  } finally {
    running.delete(id);
  }
}

process.on("message", (request: HostRequest) => {
  if (request.type === "cancel") running.get(request.id)?.abort();
  if (request.type === "load") queue = queue.then(() => load(request.module, request.settings));
  if (request.type === "run") {
    running.set(request.id, new AbortController());
    queue = queue.then(() => run(request.id, request.input));
  }
});

// The supervisor died or let go: nobody is left to answer to.
process.on("disconnect", () => process.exit());
// Ctrl-C in a terminal reaches the whole group; the supervisor decides when this process ends.
process.on("SIGINT", () => {});
setInterval(() => reply({ type: "heartbeat" }), HEARTBEAT_MS).unref();
