import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";

/** Answers with server-sent events as they are written, which no proxy on the way is to keep or hold back. */
export const sendEventStream = (reply: FastifyReply, frames: AsyncIterable<string>): FastifyReply =>
  reply
    .header("content-type", "text/event-stream; charset=utf-8")
    .header("cache-control", "no-cache")
    .header("x-accel-buffering", "no")
    .send(Readable.from(frames));
