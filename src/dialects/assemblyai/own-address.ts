import type { FastifyRequest } from "fastify";

/** The address under which a client has reached this server, also where something before it speaks TLS. */
export function ownAddress({ protocol, host, headers }: FastifyRequest): string {
  const isSecure = headers["x-forwarded-proto"] === "https" || protocol === "https";
  return `${isSecure ? "https" : "http"}://${host}`;
}
