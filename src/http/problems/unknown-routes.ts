import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Failure } from "../../domain/failure.ts";

interface KnownRoute {
  readonly pattern: readonly string[];
  readonly methods: readonly string[];
  /** How its part of the API answers what goes wrong. */
  readonly answer: FastifyInstance["errorHandler"];
}

/**
 * Answers what no route is there for: 405 with `Allow` where the address has other methods, else 404, in the words of the routes
 * whose addresses are like it.
 */
export function addUnknownRoutes(app: FastifyInstance): void {
  const routes: KnownRoute[] = [];
  app.addHook("onRoute", function ({ url, method }) {
    // What is told of the routes that they belong to goes on with them.
    if (url !== "*") routes.push({ pattern: url.split("/"), methods: [method].flat(), answer: this.errorHandler });
  });
  app.setNotFoundHandler(async (request: FastifyRequest, reply: FastifyReply) => {
    const path = partsOf(request.url);
    const allowed = methodsAt(path, routes);
    if (allowed.length > 0) reply.header("allow", allowed.join(", "));
    if (allowed.length > 0 && request.method === "OPTIONS") return reply.code(204).send();
    const failure = notPossible(request, allowed);
    const nearest = nearestTo(path, routes);
    if (!nearest) throw failure;
    return nearest.answer(failure as Error as FastifyError, request, reply); // handlers here take anything thrown
  });
}

function notPossible({ method }: FastifyRequest, allowed: readonly string[]): Failure {
  return allowed.length === 0
    ? new Failure("route-not-found", "There is nothing at this address. /docs lists what there is.")
    : new Failure("method-not-allowed", `${method} is not possible here. Use ${allowed.join(" or ")}.`);
}

const partsOf = (address: string): string[] =>
  address
    .replace(/\?.*$/s, "")
    .replace(/(?<=.)\/$/s, "")
    .split("/");

function methodsAt(path: readonly string[], routes: readonly KnownRoute[]): string[] {
  const found = routes.filter(({ pattern }) => matches(pattern, path)).flatMap(({ methods }) => methods);
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

/** The route that begins most like an address; of those that begin alike the first. */
function nearestTo(path: readonly string[], routes: readonly KnownRoute[]): KnownRoute | undefined {
  let [best, nearest]: [number, KnownRoute | undefined] = [0, undefined];
  for (const route of routes) {
    const likeness = likenessOf(route.pattern, path);
    if (likeness > best) [best, nearest] = [likeness, route];
  }
  return nearest;
}

/** Words that are the same from the beginning on; one that a parameter takes is half the same. */
function likenessOf(pattern: readonly string[], path: readonly string[]): number {
  let likeness = 0;
  for (const [at, part] of pattern.slice(1).entries()) {
    const given = path[at + 1];
    if (given !== part && !part.startsWith(":")) break;
    if (given === undefined) break;
    likeness += given === part ? 1 : 0.5;
  }
  return likeness;
}
