import { describeBug } from "../domain/describe-bug.ts";
import type { Services } from "../services.ts";
import { shareAnswer } from "./share-answer.ts";

/**
 * Counts for figures that are asked for side by side in one scrape: they share one answer. Null where the database does not
 * give it, which is logged.
 */
export const oncePerScrape = <Counts>(
  { log }: Pick<Services, "log">,
  { count, failed }: { count: () => Promise<Counts>; failed: string },
): (() => Promise<Counts | null>) =>
  shareAnswer(() =>
    // Without the database the figures of the process are worth even more.
    count().catch((error: unknown) => {
      log.error({ bug: describeBug(error) }, failed);
      return null;
    }),
  );
