import { keyChecker } from "../../actions/keys/check-key.ts";
import { callerOfKey, knownKeys } from "../../actions/keys/known-keys.ts";
import { type SessionKeeper, sessionKeeper } from "../../actions/sign-in/session-keeper.ts";
import type { Caller } from "../../domain/caller.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { type SecureCookie, secureCookie } from "./secure-cookie.ts";

/** What tells who asks, where that is asked. */
export interface Authenticator {
  readonly checkKey: ReturnType<typeof keyChecker>;
  readonly sessions: SessionKeeper;
  /** By the key that was given. */
  authenticate(given: string): Promise<Caller>;
  /** Of a session. */
  readonly cookie: SecureCookie;
}

/** The authenticator of a service that asks for keys. */
export function openAuthenticator(services: Services): Authenticator {
  const keys = knownKeys(services);
  const checkKey = keyChecker(services, keys);
  return {
    checkKey,
    sessions: sessionKeeper(services, keys),
    authenticate: async (given) => callerOfKey((await checkKey(given)).key),
    cookie: secureCookie("scribewell"),
  };
}

/** @throws {Failure} `sign-in-off` where there is no authenticator */
export function requireAuthenticator(authenticator: Authenticator | undefined): Authenticator {
  if (authenticator) return authenticator;
  throw new Failure("sign-in-off", "This server asks nobody for a key (AUTH=none): there is nothing to sign in to.");
}
