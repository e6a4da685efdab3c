import { sql } from "kysely";
import { expect, it } from "vitest";
import { openEmbedded } from "./open-embedded.ts";

it("prepares a statement with parameters once, and no more of them than a server can keep", async () => {
  const { db, close } = await openEmbedded({});
  const prepared = async () => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_prepared_statements`.execute(
      db,
    );
    return rows[0]?.count;
  };
  const doubled = async (column: string, value: number) => {
    const { rows } = await sql<Record<string, number>>`select ${value}::int * 2 as ${sql.id(column)}`.execute(db);
    return rows[0]?.[column];
  };
  expect([await doubled("a", 3), await doubled("a", 5), await prepared()]).toEqual([6, 10, 1]);
  for (let index = 0; index < 600; index++) expect(await doubled(`column${index}`, index)).toBe(2 * index);
  expect(await prepared()).toBe(500);
  await close();
});
