import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Failure } from "../domain/failure.ts";

/** Answers what no route is there for: 405 with `Allow` where the address has other methods, else 404. */
export function addUnknownRoutes(app: FastifyInstance): void {
  const methods = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    if (url === "*") return;
    const known = methods.get(url) ?? new Set();
    methods.set(url, new Set([...known, ...[method].flat()]));
  });
  app.setNotFoundHandler(async (request: FastifyRequest, reply: FastifyReply) => {
    const allowed = methodsAt(request.url, methods);
    if (allowed.length === 0)
      throw new Failure("route-not-found", "There is nothing at this address. /docs lists what there is.");
    reply.header("allow", allowed.join(", "));
    if (request.method === "OPTIONS") return reply.code(204).send();
    throw new Failure("method-not-allowed", `${request.method} is not possible here. Use ${allowed.join(" or ")}.`);
  });
}

function methodsAt(address: string, routes: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const path = address
    .replace(/\?.*$/s, "")
    .replace(/(?<=.)\/$/s, "")
    .split("/");
  const found = [...routes]
    .filter(([pattern]) => matches(pattern.split("/"), path))
    .flatMap(([, methods]) => [...methods]);
  return [...new Set(found)].sort((a, b) => a.localeCompare(b));
}

/** Routes here are made of fixed words, of parameters that fill one part between slashes, and of a `*` for all that follows. */
function matches(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.at(-1) === "*")
    return path.length >= pattern.length && matches(pattern.slice(0, -1), path.slice(0, pattern.length - 1));
  return (
    pattern.length === path.length &&
    pattern.every((part, at) => (part.startsWith(":") ? path[at] !== "" : part === path[at]))
  );
}
