import { sql } from "kysely";
import type { Database } from "./schema.ts";

/** Whether a webhook has a secret, which needs the key it was sealed with. */
export async function hasSecrets(db: Database): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from webhook_endpoints)
      or exists (select from job_webhooks where secret is not null)
      or exists (select from batch_webhooks where secret is not null) as has`.execute(db);
  return rows[0]?.has === true;
}
