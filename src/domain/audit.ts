import type { Caller } from "./caller.ts";

/**
 * Who has done something: a user, a key, or somebody who was asked for none; whoever has the database itself; or the service
 * when a job's time was over.
 */
export type AuditActor = `user/${string}` | `key/${string}` | "client" | "operator" | "expiry";

/** How the log names who asked. */
export function actorOf({ key, user }: Pick<Caller, "key" | "user">): AuditActor {
  if (user !== null) return `user/${user}`;
  return key === null ? "client" : `key/${key}`;
}

/** What is kept in the audit log. */
export type AuditAction =
  | "job-purged"
  | "webhook-added"
  | "webhook-deleted"
  | "webhook-resumed"
  | "delivery-replayed"
  | "upload-erased"
  | "key-created"
  | "key-changed"
  | "key-rotated"
  | "key-revoked"
  | "key-refused"
  | "user-invited"
  | "user-changed"
  | "user-removed"
  | "signed-in"
  | "sign-in-refused"
  | "signed-out";

/** Something that was done. No names, texts or secrets are in it, and of addresses the origins of a key alone. */
export interface AuditRecord {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly job: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}
