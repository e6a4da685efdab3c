import { type AuditFilter, pageOfAudit } from "../../database/audit-log.ts";
import type { AuditRecord } from "../../domain/audit.ts";
import type { Services } from "../../services.ts";

/** A page of what was done. */
export interface AuditPage {
  readonly entries: readonly AuditRecord[];
  /** The `after` of the page that follows; null on the last. */
  readonly next: string | null;
}

interface AuditQuestion extends AuditFilter {
  readonly tenant: string;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** What was done of a tenant's, by whom and when, the latest first. */
export async function readAudit({ db }: Pick<Services, "db">, asked: AuditQuestion): Promise<AuditPage> {
  const { limit, after } = asked;
  const rows = await pageOfAudit(db, { ...asked, after, limit: limit + 1 });
  const entries = rows.slice(0, limit).map(({ at, actor, action, job_id: job, detail }) => ({
    at,
    actor,
    action,
    job,
    detail: detail as unknown as AuditRecord["detail"], // read as what it holds
  }));
  return { entries, next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
}

const ENTRIES_AT_ONCE = 1000;

/** All of it, a page in memory at a time. */
export async function* readWholeAudit(
  services: Pick<Services, "db">,
  asked: Pick<AuditQuestion, "tenant"> & AuditFilter,
): AsyncGenerator<AuditRecord> {
  let after: string | null | undefined;
  while (after !== null) {
    const page: AuditPage = await readAudit(services, { ...asked, after, limit: ENTRIES_AT_ONCE });
    yield* page.entries;
    after = page.next;
  }
}
