import { type KeyRights, NO_LIMITS } from "./api-key.ts";
import type { Scope } from "./scope.ts";

/** What a person may be. */
export const ROLES = ["admin", "member", "viewer"] as const;

export type Role = (typeof ROLES)[number];

const SCOPES_OF: Readonly<Record<Role, readonly Scope[]>> = {
  admin: ["admin"],
  member: ["submit", "read", "erase", "webhooks"],
  viewer: ["read"],
};

/** What a role allows. */
export const scopesOf = (role: Role): readonly Scope[] => SCOPES_OF[role];

/** The same as a key would have it: nothing bounds a user but the role. */
export const rightsOf = (role: Role): KeyRights => ({
  scopes: scopesOf(role),
  models: null,
  origins: null,
  limits: NO_LIMITS,
  expiresAt: null,
});

/** An email address, as far as its look says. */
export const EMAIL = /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]{1,189}$/u;

/** As addresses are kept and compared. */
export const writeEmail = (text: string): string => text.trim().toLowerCase();

/** Somebody who may sign in. */
export interface User {
  readonly id: string;
  readonly tenant: string;
  /** In small letters; of no two of a tenant the same. */
  readonly email: string;
  readonly name: string | null;
  readonly role: Role;
  /** Whether it is known who they are at the provider. */
  readonly isBound: boolean;
  readonly createdAt: Date;
  /** To the minute. */
  readonly lastSeenAt: Date | null;
  readonly disabledAt: Date | null;
}

/** Where a user stands; `invited` until the first sign-in. */
export type UserState = "invited" | "active" | "disabled";

/** @see UserState */
export function stateOfUser({ disabledAt, isBound }: Pick<User, "disabledAt" | "isBound">): UserState {
  if (disabledAt !== null) return "disabled";
  return isBound ? "active" : "invited";
}
