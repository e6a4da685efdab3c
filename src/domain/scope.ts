/**
 * What a key may be allowed. `submit`: send recordings, cancel and retry. `read`: jobs, results, usage. `erase`: delete what
 * is kept. `webhooks`: say who is told. `admin`: all these, and the keys and the audit log of its tenant. `operate`: figures
 * of the service as a whole, whosever they are.
 */
export const SCOPES = ["submit", "read", "erase", "webhooks", "admin", "operate"] as const;

export type Scope = (typeof SCOPES)[number];
