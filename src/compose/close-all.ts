import type { Logger } from "pino";
import { describeBug } from "../domain/describe-bug.ts";

/** How each thing that was opened is closed, in the order in which they were opened. */
export type Closers = (() => Promise<unknown>)[];

/** Closes what was opened, the last first. One that fails keeps none of the others open: the database and the lock come last. */
export async function closeAll(closers: Closers, log?: Pick<Logger, "error">): Promise<void> {
  for (const closeOne of closers.splice(0).reverse())
    await closeOne().catch((error: unknown) => log?.error({ bug: describeBug(error) }, "could not be closed"));
}
