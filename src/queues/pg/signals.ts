import pg from "pg";
import { askBroker, queueClosed } from "../ask-broker.ts";
import { inTurn } from "./in-turn.ts";
import { lastingConnection } from "./lasting-connection.ts";

/** Words between processes on one PostgreSQL server, by LISTEN and NOTIFY. */
export interface PgSignals {
  /** Says a word on a channel, to every process that hears it, this one too. @throws {Failure} `queue-unavailable` */
  say(channel: string, word: string): Promise<void>;
  /** Calls for each word on a channel until told to stop. */
  hear(channel: string, onWord: (word: string) => void): () => void;
  /** Calls when the connection was lost and is there again: words may have been missed. Gives what ends that. */
  afterGap(onBack: () => void): () => void;
  /** Resolves when it hears, or is closed. */
  connected(): Promise<void>;
  /** May be called twice. */
  close(): Promise<void>;
}

const BROKER = {
  name: "The database that carries the queue",
  remedy: "Look at DATABASE_URL, and whether the server runs.",
};

/** One connection that listens, and is made again whenever it is lost. Nothing waits for the first: what is said before it stands fails. */
export function pgSignals({ url }: { readonly url: string }): PgSignals {
  const ears = new Map<string, Set<(word: string) => void>>();
  const gaps = new Set<() => void>();
  const waiting = new Set<() => void>();
  let closed = false;
  const connection = lastingConnection(url, async (client) => {
    client.on("notification", ({ channel, payload = "" }) => {
      for (const onWord of ears.get(channel) ?? []) onWord(payload);
    });
    await Promise.all([...ears.keys()].map((channel) => listen(client, channel)));
    for (const onBack of gaps) onBack();
    for (const resolve of waiting) resolve();
    waiting.clear();
  });
  return {
    async say(channel, word) {
      if (closed) throw queueClosed();
      await askBroker(BROKER, () => notify(connection.client(), channel, word));
    },
    hear(channel, onWord) {
      const heard = ears.get(channel) ?? new Set();
      heard.add(onWord);
      ears.set(channel, heard);
      const client = connection.client();
      // Where there is no connection the next one begins with it.
      if (heard.size === 1 && client) listen(client, channel).catch(() => {});
      return () => void heard.delete(onWord);
    },
    afterGap(onBack) {
      gaps.add(onBack);
      return () => void gaps.delete(onBack);
    },
    async connected() {
      if (!connection.client() && !closed) await new Promise<void>((resolve) => void waiting.add(resolve));
    },
    async close() {
      closed = true;
      for (const resolve of waiting) resolve();
      await connection.close();
    },
  };
}

const listen = (client: pg.Client, channel: string) => inTurn(client, `listen ${pg.escapeIdentifier(channel)}`);

async function notify(client: pg.Client | undefined, channel: string, word: string): Promise<void> {
  if (!client) throw new Error("NOT_CONNECTED");
  await inTurn(client, "select pg_notify($1, $2)", [channel, word]);
}
