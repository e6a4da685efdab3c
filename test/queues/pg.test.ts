import { afterAll, beforeAll, describe } from "vitest";
import { pgBell } from "../../src/queues/pg/bell.ts";
import { pgNews } from "../../src/queues/pg/news.ts";
import { pgSignals } from "../../src/queues/pg/signals.ts";
import { bellContract, RINGS_EVERYBODY } from "../contracts/bell.ts";
import { newsContract } from "../contracts/news.ts";
import { missingPostgres } from "../support/find-postgres.ts";
import { openedTogether } from "../support/opened-together.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";

describe.skipIf(missingPostgres)(missingPostgres ? `left out: ${missingPostgres}` : "on a PostgreSQL server", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.close());
  const broker = { lose: () => server.end("SIGKILL"), bringBack: () => server.start() };

  bellContract(
    "pg",
    async () => {
      const url = await server.createDatabase();
      const { first, ...others } = await openedTogether(async () => {
        const signals = pgSignals({ url });
        const bell = pgBell(signals);
        await signals.connected();
        const close = async () => {
          await bell.close();
          await signals.close();
        };
        return { ...bell, close };
      });
      return { bell: first, ...others, broker };
    },
    { except: RINGS_EVERYBODY },
  );

  newsContract("pg", async () => {
    const url = await server.createDatabase();
    const { first, ...others } = await openedTogether(async () => {
      const signals = pgSignals({ url });
      const news = pgNews(signals);
      await signals.connected();
      const close = async () => {
        await news.close();
        await signals.close();
      };
      return { ...news, close };
    });
    return { news: first, ...others, broker };
  });
});
