import { EventEmitter } from "node:events";
import type { JobNews, News } from "../ports/news.ts";

/** News within one process. */
export function inProcessNews(): News {
  const heard = new EventEmitter().setMaxListeners(0);
  return {
    async tell(news) {
      heard.emit("news", news);
    },
    listen(onNews: (news: JobNews) => void) {
      heard.on("news", onNews);
      return () => void heard.off("news", onNews);
    },
    async close() {
      heard.removeAllListeners();
    },
  };
}
