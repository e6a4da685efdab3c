import type { FastifyReply, FastifyRequest } from "fastify";

/** A cookie that no script reads, and that pages of other sites do not send along. */
export interface SecureCookie {
  read(request: FastifyRequest): string | undefined;
  set(reply: FastifyReply, value: string, maxAgeSeconds: number): void;
  clear(reply: FastifyReply): void;
}

/**
 * Where browsers ask by https its name is `__Host-…`: then it is sent by https alone, and no other host of the domain can have
 * set it. One without that name is not read there.
 */
export function secureCookie(name: string): SecureCookie {
  const isSecure = ({ publicOrigin }: FastifyRequest) => publicOrigin.startsWith("https:");
  const nameFor = (request: FastifyRequest) => (isSecure(request) ? `__Host-${name}` : name);
  const optionsFor = (request: FastifyRequest) =>
    ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure(request) }) as const;
  return {
    read: (request) => request.cookies[nameFor(request)],
    set(reply, value, maxAge) {
      reply.setCookie(nameFor(reply.request), value, { ...optionsFor(reply.request), maxAge });
    },
    clear(reply) {
      reply.clearCookie(nameFor(reply.request), optionsFor(reply.request));
    },
  };
}
