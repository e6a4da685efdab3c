import pRetry from "p-retry";
import pg from "pg";
import { inTurn } from "./in-turn.ts";

/** A connection that is made again whenever it is lost. */
export interface LastingConnection {
  /** The one that is there now, or still begins; undefined while there is none. */
  client(): pg.Client | undefined;
  /** Ends it, and also one that is only being made. May be called twice. */
  close(): Promise<void>;
}

const CONNECT_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 5_000;
/** A connection that died without a word is found out by asking. */
const ASK_EVERY_MS = 15_000;
const UNTIL_IT_STANDS = {
  retries: Number.POSITIVE_INFINITY,
  minTimeout: 100,
  maxTimeout: 5_000,
  randomize: true,
  unref: true,
};

/**
 * Nothing waits for the first.
 * @param begin what is asked of each new one before it counts as made. Where that fails it is ended, and another made.
 */
export function lastingConnection(url: string, begin: (client: pg.Client) => Promise<void>): LastingConnection {
  const closed = new AbortController();
  let current: pg.Client | undefined;
  async function connectOnce(): Promise<pg.Client> {
    const next = await connect(url);
    // From here on whoever needs more of it asks for that.
    current = next;
    try {
      // Whoever closed meanwhile has seen none to end.
      closed.signal.throwIfAborted();
      await begin(next);
      return next;
    } catch (error) {
      current = undefined;
      await next.end().catch(() => {});
      throw error;
    }
  }
  async function keepConnected(): Promise<void> {
    while (!closed.signal.aborted) {
      const connected = await pRetry(connectOnce, { ...UNTIL_IT_STANDS, signal: closed.signal });
      await endOf(connected);
      current = undefined;
    }
  }
  // Ends with the signal alone.
  const keeping = keepConnected().catch(() => {});
  const asking = setInterval(() => void ask(current), ASK_EVERY_MS);
  asking.unref();
  return {
    client: () => current,
    async close() {
      clearInterval(asking);
      closed.abort();
      await current?.end().catch(() => {});
      await keeping;
    },
  };
}

/** Not `once` of Node: that fails with an error which comes before the end. */
const endOf = (client: pg.Client): Promise<void> => new Promise((resolve) => void client.once("end", resolve));

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "scribewell signals",
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  // Its end tells the same.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** One that does not answer is ended, and so made again. */
async function ask(client: pg.Client | undefined): Promise<void> {
  if (client) await inTurn(client, "select 1").catch(() => client.end().catch(() => {}));
}
