import type { Database } from "../../database/schema.ts";
import { Failure } from "../../domain/failure.ts";

/** The same database, which can be cut off: then each question fails as where its server is away. */
export function cuttableDatabase(whole: Database) {
  let isCut = false;
  let refused = 0;
  const db = whole.withPlugin({
    transformQuery({ node }) {
      if (!isCut) return node;
      refused++;
      throw new Failure("database-unavailable", "Words of a database.");
    },
    transformResult: async ({ result }) => result,
  });
  return {
    db,
    /** Questions that were refused. */
    refused: () => refused,
    cut(): void {
      isCut = true;
    },
    mend(): void {
      isCut = false;
    },
  };
}
