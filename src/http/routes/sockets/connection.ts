import type { WebSocket } from "@fastify/websocket";
import type { ServerMessage } from "../../shapes/socket-messages.ts";

/** Proxies give up a connection on which nothing has been heard for a while. */
const PING_MS = 30_000;

/** A WebSocket as the conversation on it sees it. */
export interface Connection {
  /** Resolves when the message has left; rejects when the connection is closed. Who waits for it is as slow as the reader. */
  send(message: ServerMessage): Promise<void>;
}

/**
 * Hands over what a client says, one message after another: no more is read while one is being answered, so that a
 * client that does not read cannot fill the memory with answers.
 */
export function connect(
  socket: WebSocket,
  { onMessage, onClose }: { onMessage(data: Buffer, isBinary: boolean): Promise<void>; onClose(): void },
): Connection {
  const ping = setInterval(() => socket.bufferedAmount === 0 && socket.ping(), PING_MS).unref();
  let waiting = 0;
  let turn = Promise.resolve();
  socket.on("message", (data: Buffer, isBinary) => {
    waiting += 1;
    socket.pause();
    turn = turn
      .then(() => onMessage(data, isBinary))
      .finally(() => {
        waiting -= 1;
        if (waiting === 0) socket.resume();
      });
  });
  socket.on("close", () => {
    clearInterval(ping);
    onClose();
  });
  return {
    send: (message) =>
      new Promise((resolve, reject) =>
        socket.send(JSON.stringify(message), (error) => (error ? reject(error) : resolve())),
      ),
  };
}
