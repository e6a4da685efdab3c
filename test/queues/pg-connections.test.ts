import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { JobNews } from "../../src/ports/news.ts";
import { pgNews } from "../../src/queues/pg/news.ts";
import { pgSignals } from "../../src/queues/pg/signals.ts";
import { missingPostgres } from "../support/find-postgres.ts";
import { SOON_MS } from "../support/patience.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";

// What signals leave on the server, and how much each word costs.

/** A channel without a name is refused by the server. */
const REFUSED = "";

describe.skipIf(missingPostgres)(missingPostgres ? `left out: ${missingPostgres}` : "on a PostgreSQL server", () => {
  let server: PostgresServer;
  let watcher: pg.Client;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.close());
  beforeEach(async () => {
    url = await server.createDatabase();
    watcher = new pg.Client({ connectionString: url });
    await watcher.connect();
  });
  afterEach(() => watcher.end());
  async function connections(): Promise<number> {
    const { rows } = await watcher.query<{ open: number }>(
      "select count(*)::int as open from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    return rows[0]?.open ?? 0;
  }
  // A server takes a moment to part with one.
  const none = () => vi.waitFor(async () => expect(await connections()).toBe(0), { timeout: SOON_MS, interval: 50 });

  it("has one connection at most, also where it cannot listen", async () => {
    const signals = pgSignals({ url });
    signals.hear(REFUSED, () => {});
    let most = 0;
    for (let count = 0; count < 60; count++) {
      most = Math.max(most, await connections());
      await pause(50);
    }
    await signals.close();
    // The server may not have parted with the last one yet.
    expect(most).toBeLessThan(3);
    await none();
  });
  it("leaves no connection where it is closed while it connects", async () => {
    await pgSignals({ url }).close();
    await none();
  });
  it("reads a word of news once, however many listen", async () => {
    const signals = pgSignals({ url });
    const news = pgNews(signals);
    const told: JobNews = { job: "8f14e45f", kind: "events" };
    let heard = 0;
    for (let count = 0; count < 1_000; count++) news.listen(() => heard++);
    await signals.connected();
    const read = vi.spyOn(JSON, "parse");
    await news.tell(told);
    await vi.waitFor(() => expect(heard).toBe(1_000), { timeout: 10_000, interval: 20 });
    const words = read.mock.calls.filter(([text]) => text === JSON.stringify(told));
    read.mockRestore();
    await news.close();
    await signals.close();
    expect(words).toHaveLength(1);
  });
});
