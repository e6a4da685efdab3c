import { tellOutages } from "../../actions/tell-outages.ts";
import type { Services } from "../../services.ts";
import { shareAnswer } from "./share-answer.ts";

/**
 * Counts for figures that are asked for side by side in one scrape: they share one answer. Null where the database does not
 * give it, which is logged when it begins and when it is over.
 */
export function oncePerScrape<Counts>(
  { log }: Pick<Services, "log">,
  { count, failed }: { count: () => Promise<Counts>; failed: string },
): () => Promise<Counts | null> {
  const counting = tellOutages(log, { failed, over: "figures can be counted again" });
  // Without the database the figures of the process are worth even more.
  return shareAnswer(async () => (await counting(count)) ?? null);
}
