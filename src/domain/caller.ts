import { type KeyLimits, NO_LIMITS } from "./api-key.ts";
import { SCOPES, type Scope } from "./scope.ts";

/** Who asks: whose things are shown, and what may be done with them. */
export interface Caller {
  readonly tenant: string;
  /** Null where nobody is asked for one, and for users who came by themselves. */
  readonly key: string | null;
  /** The user who is signed in; null for whoever came with a key. */
  readonly user: string | null;
  readonly scopes: readonly Scope[];
  /** Whole names of the models that may be used, the first one where none is asked for; null for all. */
  readonly models: readonly string[] | null;
  /** Web pages that may ask; null where the service's own list is all that counts. */
  readonly origins: readonly string[] | null;
  readonly limits: KeyLimits;
}

/** Who asks where nobody is asked for a key: the one owner, who may do everything. */
export const OWNER: Caller = {
  tenant: "local",
  key: null,
  user: null,
  scopes: SCOPES,
  models: null,
  origins: null,
  limits: NO_LIMITS,
};

/** Whether something may be done. */
export const isAllowed = ({ scopes }: Pick<Caller, "scopes">, scope: Scope): boolean =>
  scopes.includes(scope) || (scope !== "operate" && scopes.includes("admin"));

/** Whose a job is, and what it may use. */
export type Owner = Pick<Caller, "tenant" | "key" | "models">;
