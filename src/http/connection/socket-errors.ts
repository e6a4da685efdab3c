import type { WebSocket } from "@fastify/websocket";
import type { FastifyRequest } from "fastify";
import { describeBug } from "../../domain/describe-bug.ts";
import { codeOf } from "../../domain/system-errors.ts";

/** What `ws` says of clients that do not keep to the protocol, and the system of connections that break. */
const OF_THE_CLIENT = /^(WS_ERR_|ECONNRESET$|EPIPE$)/;

/** Ends a WebSocket on an error: the client's own is told by its code, any other is a bug. */
export function endSocket(error: Error, socket: WebSocket, request: Pick<FastifyRequest, "log">): void {
  const code = codeOf(error);
  if (OF_THE_CLIENT.test(code)) request.log.info({ code }, "socket broken off");
  else request.log.error({ bug: describeBug(error) }, "bug");
  socket.terminate();
}
