import type { Spending } from "../../ports/spending.ts";
import { type RemoteBooks, reserveRemoteUse } from "./reserve-remote-use.ts";
import { releaseRemoteUse, settleRemoteUse } from "./settle-remote-use.ts";

/**
 * Books in the database, the same for all processes on it. Nothing of them may be asked inside a transaction: the embedded
 * database has one connection.
 */
export function databaseSpending({ now = () => new Date(), ...books }: RemoteBooks & { now?: () => Date }): Spending {
  return {
    async reserve(use) {
      const held = await reserveRemoteUse(books, use, now());
      return {
        settle: ({ seconds }) => settleRemoteUse(books, held, { model: use.model, seconds }),
        release: () => releaseRemoteUse(books, held),
      };
    },
  };
}
