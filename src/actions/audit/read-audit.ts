import { pageOfAudit } from "../../database/audit-log.ts";
import type { AuditRecord } from "../../domain/audit.ts";
import type { Services } from "../../services.ts";

/** A page of what was done. */
export interface AuditPage {
  readonly entries: readonly AuditRecord[];
  /** The `before` of the page that follows; null on the last. */
  readonly next: string | null;
}

/** What was done of a tenant's, by whom and when, the latest first. */
export async function readAudit(
  { db }: Pick<Services, "db">,
  { tenant, before, limit }: { tenant: string; before?: string | undefined; limit: number },
): Promise<AuditPage> {
  const rows = await pageOfAudit(db, { tenant, before, limit: limit + 1 });
  const entries = rows.slice(0, limit).map(({ at, actor, action, job_id: job, detail }) => ({
    ...{ at, actor, action, job },
    detail: detail as unknown as AuditRecord["detail"], // read as what it holds
  }));
  return { entries, next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
}
