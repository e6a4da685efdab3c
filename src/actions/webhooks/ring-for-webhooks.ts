import { sql } from "kysely";
import type { Services } from "../../services.ts";

/** Calls somebody who sends webhooks, where one is due: for machines that run only while they are called. */
export async function ringForWebhooks({ db, bell }: Pick<Services, "db" | "bell">): Promise<void> {
  const due = await db
    .selectFrom("webhook_deliveries")
    .select("id")
    .where("state", "=", "pending")
    .where("next_at", "<=", sql<Date>`now()`)
    .limit(1)
    .executeTakeFirst();
  if (due) await bell.ring("network");
}
