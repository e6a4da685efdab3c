import type { FastifyInstance, FastifyReply } from "fastify";
import { watchRights } from "./watch-rights.ts";

/** Who waits for an answer. */
export interface WaitingClient {
  /** Aborts when nobody need wait any more: the client has gone, or the service is stopping and says how far it is. */
  readonly signal: AbortSignal;
  /** True when it closed the connection before its answer was complete. */
  hasGone(): boolean;
}

type App = Pick<FastifyInstance, "stopping">;

/** Watches over a client whose answer takes time. */
export const watchClient = (app: App, { raw }: Pick<FastifyReply, "raw">): WaitingClient => watch(app, raw);

/** Watches over a client whose answer goes on as it is read: the signal aborts also when it may read no more. */
export const watchReader = (app: App, { raw, request }: Pick<FastifyReply, "raw" | "request">): WaitingClient =>
  watch(app, raw, (abort) => watchRights(request, abort));

/** @param alongside begins what else may abort the signal, and gives what ends it with the connection */
function watch(
  { stopping }: App,
  raw: FastifyReply["raw"],
  alongside?: (abort: () => void) => () => void,
): WaitingClient {
  const over = new AbortController();
  const abort = () => over.abort();
  const hasGone = () => raw.closed && !raw.writableFinished;
  const endAlongside = alongside?.(abort);
  const onClose = () => {
    stopping.removeEventListener("abort", abort);
    endAlongside?.();
    if (hasGone()) abort();
  };
  stopping.addEventListener("abort", abort);
  if (stopping.aborted) abort();
  if (raw.closed) onClose();
  else raw.once("close", onClose);
  return { signal: over.signal, hasGone };
}
