/**
 * Who has done something: a key, or somebody who was asked for none; whoever has the database itself; or the service when a
 * job's time was over.
 */
export type AuditActor = `key/${string}` | "client" | "operator" | "expiry";

/** How the log names who asked. */
export const actorOf = (key: string | null | undefined): AuditActor => (key ? `key/${key}` : "client");

/** What is kept in the audit log. */
export type AuditAction =
  | "job-purged"
  | "webhook-added"
  | "webhook-deleted"
  | "key-created"
  | "key-changed"
  | "key-rotated"
  | "key-revoked";

/** Something that was done. No names, addresses, texts or secrets are in it. */
export interface AuditRecord {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly job: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}
