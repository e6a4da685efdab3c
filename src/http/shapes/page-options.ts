import { z } from "zod";

/** Which page of a list is wanted, in a query. */
export const pageOptions = (rows: string) => ({
  after: z.string().max(500).optional().describe("The `next` of the page before."),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe(`${rows} a page.`),
});
