import type { News } from "../../../ports/news.ts";

/** Counts who listens to news. @returns how many do, and what ends the counting */
export function countListeners(news: News): { count(): number; stop(): void } {
  let listeners = 0;
  const listen = news.listen;
  news.listen = (onNews) => {
    const end = listen(onNews);
    listeners += 1;
    return () => {
      listeners -= 1;
      end();
    };
  };
  return {
    count: () => listeners,
    stop() {
      news.listen = listen;
    },
  };
}
