import type pg from "pg";

const underWay = new WeakMap<pg.Client, Promise<unknown>>();

/** Asks something of a connection. It answers one question after another; the client itself will no longer see to that. */
export function inTurn(client: pg.Client, statement: string, words: readonly string[] = []): Promise<unknown> {
  const before = underWay.get(client) ?? Promise.resolve();
  const answer = before.catch(() => {}).then(() => client.query(statement, [...words]));
  underWay.set(client, answer);
  return answer;
}
