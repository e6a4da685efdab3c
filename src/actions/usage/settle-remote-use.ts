import { releaseHeldUse, settleHeldUse } from "../../database/remote-usage.ts";
import { dollarsAMinute } from "../../domain/remote-prices.ts";
import { amountOf } from "../../domain/spending-limits.ts";
import type { Use } from "../../ports/spending.ts";
import type { RemoteBooks } from "./reserve-remote-use.ts";

/**
 * Counts what a request used instead of what was held for it, for the day on which it was held. Of all that is said of a
 * request only the first has an effect.
 */
export async function settleRemoteUse(
  { db, prices }: Pick<RemoteBooks, "db" | "prices">,
  { id }: { id: string },
  { model, seconds }: Pick<Use, "model" | "seconds">,
): Promise<void> {
  await settleHeldUse(db, id, amountOf(seconds, dollarsAMinute(model, prices)));
}

/** Gives back all that was held for a request: nothing was used. Of all that is said of it only the first has an effect. */
export async function releaseRemoteUse({ db }: Pick<RemoteBooks, "db">, { id }: { id: string }): Promise<void> {
  await releaseHeldUse(db, id);
}
