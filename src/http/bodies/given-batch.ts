import type { BatchRequest } from "../../actions/batches/request-batch.ts";

/** What the body of a batch holds: items, received or to be fetched, and what is asked for all of them. */
export type GivenBatch = Pick<BatchRequest, "items" | "options" | "webhook">;
