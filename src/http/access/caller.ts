import type { FastifyRequest } from "fastify";
import { type Caller, isAllowed, type Owner } from "../../domain/caller.ts";
import { Failure } from "../../domain/failure.ts";
import type { Scope } from "../../domain/scope.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks. Known from the first gate on, before anything of the body is read. */
    caller: Caller;
    /**
     * Looks again whether the key or session that came with the request is good, and may do what the route is for: for what
     * goes on for long. What changes is known here within five seconds.
     * @throws {Failure} what the request would be refused with now; `database-unavailable` where that cannot be told
     */
    checkAccess(): Promise<void>;
    /** The same as an answer. Rejects where that cannot be told. */
    isStillAllowed(): Promise<boolean>;
  }
  interface FastifyContextConfig {
    /** What a caller must be allowed; `open` for what anybody may ask. Each route says one, or the app does not start. */
    scope?: Scope | "open";
  }
}

/** Whose a job is that a request opens. */
export const ownerOf = ({ caller: { tenant, key, models } }: Pick<FastifyRequest, "caller">): Owner => ({
  tenant,
  key,
  models,
});

/**
 * For what only some uses of a route need.
 * @throws {Failure} `scope-missing`
 */
export function demand({ caller }: Pick<FastifyRequest, "caller">, scope: Scope): void {
  if (isAllowed(caller, scope)) return;
  throw new Failure(
    "scope-missing",
    caller.user === null
      ? `This key may not do that: it needs the scope ${scope}. Use another key.`
      : `Your role does not allow that: it needs the scope ${scope}. Ask an admin.`,
  );
}
