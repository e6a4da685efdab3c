import { authenticator } from "../actions/keys/authenticator.ts";
import { type KnownKeys, knownKeys } from "../actions/keys/known-keys.ts";
import { type SessionKeeper, sessionKeeper } from "../actions/sign-in/session-keeper.ts";
import { Failure } from "../domain/failure.ts";
import type { Services } from "../services.ts";
import type { PublicUrl } from "./public-address.ts";
import { type SecureCookie, secureCookie } from "./secure-cookie.ts";

/** What tells who asks, where that is asked. */
export interface Door {
  readonly keys: KnownKeys;
  readonly sessions: SessionKeeper;
  /** By the key that was given. */
  readonly authenticate: ReturnType<typeof authenticator>;
  /** Of a session. */
  readonly cookie: SecureCookie;
  readonly publicUrl: PublicUrl;
}

/** The door of a service that asks for keys. */
export function openDoor(services: Services, { publicUrl }: { readonly publicUrl?: PublicUrl }): Door {
  const keys = knownKeys(services);
  return {
    ...{ keys, sessions: sessionKeeper(services, keys), authenticate: authenticator(services, keys) },
    ...{ cookie: secureCookie("scribewell", publicUrl), publicUrl },
  };
}

/** @throws {Failure} `sign-in-off` where there is no door */
export function requireDoor(door: Door | undefined): Door {
  if (door) return door;
  throw new Failure("sign-in-off", "This server asks nobody for a key (AUTH=none): there is nothing to sign in to.");
}
