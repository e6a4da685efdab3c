import { LRUCache } from "lru-cache";
import { writeAudit } from "../../database/audit-log.ts";
import type { ApiKey } from "../../domain/api-key.ts";
import { describeBug } from "../../domain/describe-bug.ts";
import type { Services } from "../../services.ts";
import { MOST_REMEMBERED } from "./known-keys.ts";

/** What names a key is no secret: whoever knows it could otherwise fill the log of its tenant. */
const ONCE_IN_MS = 60_000;

/**
 * Notes in the audit log that a key came with a secret that is not its own, or after its end: at most once a minute of each
 * key, in all processes together. Whoever asks is refused whether or not it could be noted.
 */
export function refusalNotes({
  db,
  log,
  requests,
}: Pick<Services, "db" | "log" | "requests">): (key: ApiKey) => Promise<void> {
  // So that those that come by the thousand cost nothing more.
  const noted = new LRUCache<string, true>({ max: MOST_REMEMBERED, ttl: ONCE_IN_MS });
  return async ({ id, tenant }) => {
    if (noted.has(id)) return;
    noted.set(id, true);
    try {
      const { current } = await requests.count(`refused ${id}`, { most: 1, windowMs: ONCE_IN_MS });
      if (current > 1) return;
      const entry = { tenant, actor: "client", action: "key-refused", detail: { key: id } } as const;
      await db.transaction().execute((within) => writeAudit(within, entry));
    } catch (error) {
      log.warn({ bug: describeBug(error) }, "refusal of a key not noted");
    }
  };
}
