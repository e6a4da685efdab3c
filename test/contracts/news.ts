import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { JobNews, News } from "../../src/ports/news.ts";

export interface OpenedNews {
  readonly news: News;
  /** One more on the same channel, as another process has it; the same where there is one process alone. */
  another(): Promise<News>;
  /** Takes what carries the news away from all of them, and gives it back. */
  readonly broker?: { lose(): Promise<void>; bringBack(): Promise<void> };
  /** Closes what was opened, the news too. */
  close(): Promise<void>;
}

const SOON_MS = 15_000;
const written: JobNews = { job: "8f14e45f", kind: "events" };
const cancelled: JobNews = { job: "c9f0f895", kind: "cancelled" };

/** News may be lost, before all at the beginning: tells until it is heard. */
const tellUntil = (tell: () => Promise<void>, check: () => void) =>
  vi.waitFor(
    async () => {
      await tell();
      await pause(20);
      check();
    },
    { timeout: SOON_MS, interval: 50 },
  );

function listening(news: News) {
  const heard: JobNews[] = [];
  return { heard, stop: news.listen((item) => void heard.push(item)) };
}

/** What all news must do. A driver may leave a clause out only by naming it and saying why. */
export function newsContract(
  driver: string,
  open: () => Promise<OpenedNews>,
  { except = {} }: { except?: Record<string, string> } = {},
) {
  describe(`news: ${driver}`, () => {
    let opened: OpenedNews;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    const clauses = new Set<string>();
    const clause = (title: string, check: (opened: OpenedNews) => Promise<void>) => {
      clauses.add(title);
      const name = except[title] ? `${title} (left out: ${except[title]})` : title;
      it(name, { skip: title in except }, () => check(opened));
    };

    clause("tells every process, and the one that tells", async ({ news, another }) => {
      const here = listening(news);
      const there = listening(await another());
      const elsewhere = listening(await another());
      await tellUntil(
        () => news.tell(written),
        () => {
          for (const { heard } of [here, there, elsewhere]) expect(heard[0]).toEqual(written);
        },
      );
      await tellUntil(
        () => news.tell(cancelled),
        () => {
          for (const { heard } of [here, there, elsewhere]) expect(heard.at(-1)).toEqual(cancelled);
        },
      );
    });
    clause("tells all who listen, and nobody who has stopped", async ({ news }) => {
      const [one, two] = [listening(news), listening(news)];
      await tellUntil(
        () => news.tell(written),
        () => {
          for (const { heard } of [one, two]) expect(heard[0]).toEqual(written);
        },
      );
      one.stop();
      one.stop();
      const before = one.heard.length;
      await tellUntil(
        () => news.tell(cancelled),
        () => expect(two.heard.at(-1)).toEqual(cancelled),
      );
      expect(one.heard).toHaveLength(before);
      const third = listening(news);
      await tellUntil(
        () => news.tell(written),
        () => expect(third.heard[0]).toEqual(written),
      );
    });
    clause(
      "fails nobody who tells while it is away, and is heard when it is back",
      async ({ news, another, broker }) => {
        const other = await another();
        const [here, there] = [listening(news), listening(other)];
        await tellUntil(
          () => news.tell(written),
          () => expect(there.heard[0]).toEqual(written),
        );
        await broker?.lose();
        for (let count = 0; count < 20; count++) await news.tell(written);
        // Long enough for what was told to be given up.
        await pause(1_500);
        await news.tell(written);
        await broker?.bringBack();
        await tellUntil(
          () => news.tell(cancelled),
          () => {
            for (const { heard } of [here, there]) expect(heard.at(-1)).toEqual(cancelled);
          },
        );
        await tellUntil(
          () => other.tell(written),
          () => expect(here.heard.at(-1)).toEqual(written),
        );
      },
    );
    clause("closes soon while it is away", async ({ news, broker }) => {
      listening(news);
      await broker?.lose();
      await news.tell(written);
      const begun = performance.now();
      await news.close();
      expect(performance.now() - begun).toBeLessThan(SOON_MS);
      await broker?.bringBack();
    });
    clause("tells nobody after it was closed, and may be closed twice", async ({ news, another }) => {
      const there = listening(await another());
      const { heard } = listening(news);
      await tellUntil(
        () => news.tell(written),
        () => expect(there.heard[0]).toEqual(written),
      );
      await news.close();
      await news.close();
      const before = heard.length;
      await news.tell(cancelled);
      await pause(200);
      expect(heard).toHaveLength(before);
    });
    it("leaves out only clauses that exist, and says why", () => {
      expect(Object.entries(except).filter(([title, reason]) => !clauses.has(title) || reason === "")).toEqual([]);
    });
  });
}
