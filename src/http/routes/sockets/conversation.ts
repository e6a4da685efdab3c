import type { WebSocket } from "@fastify/websocket";
import type { FastifyRequest } from "fastify";
import { describeBug } from "../../../domain/describe-bug.ts";
import { Failure } from "../../../domain/failure.ts";
import type { Services } from "../../../services.ts";
import { watchRights } from "../../answers/watch-rights.ts";
import { problemOf } from "../../problems/problems.ts";
import { checked } from "../../shapes/checked.ts";
import { ClientMessage } from "../../shapes/socket-messages.ts";
import { connect } from "./connection.ts";
import { subscriptions } from "./subscriptions.ts";

/** What a client is told that was let in and may stay no longer. */
const NOT_ALLOWED = { code: 1008, reason: "Your key or session is no longer good, or may not read jobs any more." };

/** Talks with a client on a WebSocket until either closes it, or the client may no longer do what it was let in for. */
export function converse(
  services: Services,
  { socket, request }: { socket: WebSocket; request: FastifyRequest },
): void {
  const followed = subscriptions(services, {
    caller: request.caller,
    send: (message) => connection.send(message),
    onError: tellProblem,
  });
  const stopWatching = watchRights(request, refuse);
  const connection = connect(socket, {
    onClose() {
      stopWatching();
      followed.removeAll();
    },
    async onMessage(data, isBinary) {
      let jobId: string | undefined;
      try {
        const message = readMessage(data, isBinary);
        if (message.type !== "ping") jobId = message.jobId;
        await answer(message);
      } catch (error) {
        await tellProblem(error, jobId);
      }
    },
  });

  async function answer(message: ClientMessage): Promise<void> {
    if (message.type === "ping") return connection.send({ type: "pong" });
    const { type, jobId } = message;
    if (type === "subscribe") return (await request.isStillAllowed()) ? followed.add(jobId, message.after) : refuse();
    followed.remove(jobId);
    return connection.send({ type: "unsubscribed", jobId });
  }

  function refuse(): void {
    stopWatching();
    followed.removeAll();
    socket.close(NOT_ALLOWED.code, NOT_ALLOWED.reason);
  }

  async function tellProblem(error: unknown, jobId: string | undefined): Promise<void> {
    // Then the error may be no more than that, and there is nobody to tell.
    if (socket.readyState !== socket.OPEN) return;
    if (!(error instanceof Failure)) request.log.error({ bug: describeBug(error) }, "bug");
    const problem = problemOf(error, request.id);
    await connection.send({ type: "problem", ...(jobId !== undefined && { jobId }), problem }).catch(() => undefined);
  }
}

function readMessage(data: Buffer, isBinary: boolean): ClientMessage {
  return checked(ClientMessage, isBinary ? undefined : parsed(data.toString()));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure("request-invalid", "The message is not JSON.", { cause });
  }
}
