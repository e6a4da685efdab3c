import { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";

/** A line that carries nothing for so long is dead. However slow it is, one that carries something may go on. */
const STALLED_MS = 120_000;
/** How long a client that is still sending may take to read that it need not. */
const LINGER_MS = 2000;

/** Ends a request whose body stands still for `stalledMs`. There is no limit on a whole upload: a slow line takes hours for 2 GiB. */
export function endStalledBody({ raw }: FastifyRequest, stalledMs: number = STALLED_MS): void {
  const { "content-length": length = "0", "transfer-encoding": encoding } = raw.headers;
  // Only what has a body comes to an end of it; and what is injected has no socket.
  if ((length === "0" && encoding === undefined) || !(raw.socket instanceof Socket)) return;
  const { socket } = raw;
  socket.setTimeout(stalledMs);
  raw.once("end", () => socket.setTimeout(0));
}

/**
 * Lets an answer arrive that is given before the body has come whole. To close the connection at once would reset it,
 * and the client would see that in place of the answer.
 */
export function lingerForAnswer({ raw, ws }: FastifyRequest, reply: FastifyReply): void {
  if (raw.complete || ws || !(raw.socket instanceof Socket)) return;
  const { socket } = raw;
  reply.removeHeader("connection");
  reply.raw.once("finish", () => {
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    // A socket outlives its requests: none may leave anything on it.
    const settle = () => {
      clearTimeout(timer);
      raw.off("end", settle);
      socket.off("close", settle);
    };
    raw.once("end", settle);
    socket.once("close", settle);
  });
}
