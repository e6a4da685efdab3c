import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { JobNews, News } from "../../ports/news.ts";
import type { RedisQueue } from "../queue-url.ts";
import { connectRedis } from "./connect.ts";

const Word = z.object({ from: z.string(), job: z.string(), kind: z.enum(["events", "cancelled"]) });

const LAST_WORDS_MS = 1_000;

/**
 * News by publishing on Redis. Listeners of the process that tells hear at once, whether Redis answers or not.
 * @throws {Failure} `settings-invalid` where ioredis is not installed
 */
export async function redisNews(place: RedisQueue): Promise<News> {
  const channel = `${place.prefix}:news`;
  const self = randomUUID();
  const heard = new EventEmitter().setMaxListeners(0);
  const { client: speaker } = await connectRedis(place, { maxRetriesPerRequest: 1 });
  // Subscribes again with each new connection.
  const { client: listener } = await connectRedis(place, { maxRetriesPerRequest: null });
  listener.on("message", (_channel, text) => {
    const word = readWord(text);
    if (word && word.from !== self) heard.emit("news", { job: word.job, kind: word.kind });
  });
  // Fails only when it is closed.
  listener.subscribe(channel).catch(() => {});
  return {
    async tell({ job, kind }) {
      heard.emit("news", { job, kind });
      // Nobody waits for it: while Redis is away that would be a second or two for each word.
      speaker.publish(channel, JSON.stringify({ from: self, job, kind })).catch(() => {});
    },
    listen(onNews: (news: JobNews) => void) {
      heard.on("news", onNews);
      return () => void heard.off("news", onNews);
    },
    async close() {
      heard.removeAllListeners();
      listener.disconnect();
      // What was told last is still on its way.
      await Promise.race([speaker.quit().catch(() => {}), pause(LAST_WORDS_MS, undefined, { ref: false })]);
      speaker.disconnect();
    },
  };
}

/** Anybody who may publish there may say anything. */
function readWord(text: string) {
  try {
    return Word.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
