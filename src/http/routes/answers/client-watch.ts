import type { FastifyInstance, FastifyReply } from "fastify";

/** Who waits for an answer. */
export interface WaitingClient {
  /** Aborts when nobody need wait any more: the client has gone, or the service is stopping and says how far it is. */
  readonly signal: AbortSignal;
  /** True when it closed the connection before its answer was complete. */
  hasGone(): boolean;
}

/** Watches over a client whose answer takes time. */
export function watchClient(
  { stopping }: Pick<FastifyInstance, "stopping">,
  { raw }: Pick<FastifyReply, "raw">,
): WaitingClient {
  const over = new AbortController();
  const abort = () => over.abort();
  const hasGone = () => raw.closed && !raw.writableFinished;
  const onClose = () => {
    stopping.removeEventListener("abort", abort);
    if (hasGone()) abort();
  };
  stopping.addEventListener("abort", abort);
  if (stopping.aborted) abort();
  if (raw.closed) onClose();
  else raw.once("close", onClose);
  return { signal: over.signal, hasGone };
}
