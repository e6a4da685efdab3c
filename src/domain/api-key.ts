import type { Scope } from "./scope.ts";

/** In which requests of a key are counted. */
export const REQUEST_WINDOW_MS = 60_000;

/** The origin of a web page, as browsers write it. */
export const ORIGIN = /^https?:\/\/[^\s/?#@]+$/i;

/** What may be used with a key; null where nothing limits it. */
export interface KeyLimits {
  readonly requestsPerMinute: number | null;
  /** Jobs that are queued or running. */
  readonly openJobs: number | null;
  /** Recordings that are taken in, by day (UTC). */
  readonly bytesPerDay: number | null;
  /** Sound that is decoded, by month (UTC). */
  readonly minutesPerMonth: number | null;
}

/** What a key is made with, beside its name. */
export interface KeyRights {
  readonly scopes: readonly Scope[];
  /** Whole names of models, the first one where none is asked for; null for all. */
  readonly models: readonly string[] | null;
  /** Web pages that may use it, as browsers write their origin; null where the service's own list is all that counts. */
  readonly origins: readonly string[] | null;
  readonly limits: KeyLimits;
  readonly expiresAt: Date | null;
}

/** A key, as it is shown: all of it but its secret. */
export interface ApiKey extends KeyRights {
  /** Stands in the key itself, after `sw_`. */
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

/** Where a key stands. */
export type KeyState = "active" | "expired" | "revoked";

/** @see KeyState */
export function stateOfKey({ revokedAt, expiresAt }: Pick<ApiKey, "revokedAt" | "expiresAt">, now: Date): KeyState {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && expiresAt <= now ? "expired" : "active";
}

/** Nothing is limited. */
export const NO_LIMITS: KeyLimits = {
  requestsPerMinute: null,
  openJobs: null,
  bytesPerDay: null,
  minutesPerMonth: null,
};
