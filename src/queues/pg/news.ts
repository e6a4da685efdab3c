import { EventEmitter } from "node:events";
import { z } from "zod";
import type { JobNews, News } from "../../ports/news.ts";
import type { PgSignals } from "./signals.ts";

const CHANNEL = "scribewell_news";
const Word = z.object({ job: z.string(), kind: z.enum(["events", "cancelled"]) });

/** News by the database itself, to every process on it. */
export function pgNews(signals: PgSignals): News {
  const heard = new EventEmitter().setMaxListeners(0);
  // Read once, however many listen.
  const stopHearing = signals.hear(CHANNEL, (word) => {
    const news = readWord(word);
    if (news) heard.emit("news", news);
  });
  return {
    async tell(news) {
      // What cannot be told is lost, and whoever must not miss any looks as well.
      await signals.say(CHANNEL, JSON.stringify(news)).catch(() => {});
    },
    listen(onNews) {
      // Who listens twice stops each by itself.
      const hear = (news: JobNews) => onNews(news);
      heard.on("news", hear);
      return () => void heard.off("news", hear);
    },
    async close() {
      stopHearing();
      heard.removeAllListeners();
    },
  };
}

/** Anybody who may connect to the database may say anything. */
function readWord(word: string) {
  try {
    return Word.safeParse(JSON.parse(word)).data;
  } catch {
    return undefined;
  }
}
