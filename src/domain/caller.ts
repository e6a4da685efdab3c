/**
 * What a key may be allowed. `submit`: send recordings, cancel and retry. `read`: jobs, results, usage. `erase`: delete what
 * is kept. `webhooks`: say who is told. `admin`: keys, users, the audit log; it holds all others.
 */
export const SCOPES = ["submit", "read", "erase", "webhooks", "admin"] as const;

export type Scope = (typeof SCOPES)[number];

/** Who asks: whose things are shown, and what may be done with them. */
export interface Caller {
  readonly tenant: string;
  /** Null where nobody is asked for one. */
  readonly key: string | null;
  readonly scopes: readonly Scope[];
  /** Whole names of the models that may be used, the first one where none is asked for; null for all. */
  readonly models: readonly string[] | null;
}

/** Who asks where nobody is asked for a key: the one owner, who may do everything. */
export const OWNER: Caller = { tenant: "local", key: null, scopes: SCOPES, models: null };

/** Whose a job is, and what it may use. */
export type Owner = Pick<Caller, "tenant" | "key" | "models">;
