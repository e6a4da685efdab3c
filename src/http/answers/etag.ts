import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * A route's `onSend` hook: names what is sent with an ETag, and answers 304 without a body to a client that has it already.
 * Only for answers that are sent whole.
 */
export async function sendUnlessKnown(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  if (reply.statusCode !== 200 || typeof payload !== "string") return payload;
  const tag = `W/"${createHash("sha1").update(payload).digest("base64url")}"`;
  reply.header("etag", tag).header("cache-control", "private, no-cache");
  if (!isListed(request.headers["if-none-match"], tag)) return payload;
  reply.code(304).removeHeader("content-type");
  reply.removeHeader("content-length");
  return null;
}

/** True when `If-None-Match` lists the tag. Weak tags are as good as strong ones for this (RFC 9110, 13.1.2). */
export function isListed(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  return (header.match(/(?:W\/)?"[^"]*"/g) ?? []).some((listed) => opaque(listed) === opaque(tag));
}

const opaque = (tag: string): string => tag.replace(/^W\//, "");
