import { z } from "zod";
import type { Cursor } from "../database/pages.ts";
import { Failure } from "../domain/failure.ts";

/** Which page of a list is wanted. */
export interface PageWanted {
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Nothing is older, and the database refuses the year 0. */
const Time = z.iso.datetime({ precision: 6 }).startsWith("2");

/**
 * What is looked for: one row more than asked, which says whether there is another page.
 * @param ids what the ids of such rows are like
 * @throws {Failure} `option-invalid` for a cursor that `nextOf` never gave
 */
export const rowsWanted = (
  { after, limit }: PageWanted,
  ids: z.ZodType<string> = z.uuid(),
): { after: Cursor | undefined; limit: number } => ({
  after: after === undefined ? undefined : readCursor(after, ids),
  limit: limit + 1,
});

/** The cursor for the page that follows, as clients carry it; null where none does. */
export function nextOf(found: readonly { readonly cursor: Cursor }[], limit: number): string | null {
  const last = found.length > limit ? found[limit - 1] : undefined;
  if (!last) return null;
  const { createdAt, id } = last.cursor;
  return Buffer.from(JSON.stringify([createdAt, id])).toString("base64url");
}

function readCursor(text: string, ids: z.ZodType<string>): Cursor {
  try {
    const [createdAt, id] = z.tuple([Time, ids]).parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    return { createdAt, id };
  } catch (cause) {
    throw new Failure("option-invalid", "`after` is no cursor of this list. Give the `next` of the page before.", {
      cause,
    });
  }
}
