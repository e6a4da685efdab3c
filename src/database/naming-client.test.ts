import { randomUUID } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { type NewJob, openJobs } from "../actions/jobs/open-job.ts";
import { appendEvents } from "./events.ts";
import { migrate } from "./migrate.ts";
import { NamingClient } from "./naming-client.ts";
import { openEmbedded } from "./open-embedded.ts";
import type { Database } from "./schema.ts";

async function countPrepared(db: Database): Promise<number | undefined> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_prepared_statements`.execute(db);
  return rows[0]?.count;
}

it("prepares a statement with parameters once, and no more of them than a server can keep", async () => {
  const { db, close } = await openEmbedded({});
  const prepared = () => countPrepared(db);
  const doubled = async (column: string, value: number) => {
    const { rows } = await sql<Record<string, number>>`select ${value}::int * 2 as ${sql.id(column)}`.execute(db);
    return rows[0]?.[column];
  };
  expect([await doubled("a", 3), await doubled("a", 5), await prepared()]).toEqual([6, 10, 1]);
  for (let index = 0; index < 600; index++) expect(await doubled(`column${index}`, index)).toBe(2 * index);
  expect(await prepared()).toBe(500);
  await close();
});

it("can follow another client on the embedded database, which is one session for both", async () => {
  const lite = await PGlite.create();
  const ask = async (texts: readonly string[]) => {
    const client = new NamingClient(createPgConfig(lite));
    await client.connect();
    const answers: unknown[] = [];
    for (const text of texts) answers.push((await client.query(text, [3])).rows[0]);
    await client.end();
    return answers;
  };
  expect(await ask(["select $1::int as a", "select $1::int as b"])).toEqual([{ a: 3 }, { b: 3 }]);
  expect(await ask(["select $1::int as b"])).toEqual([{ b: 3 }]);
  await lite.close();
});

it("keeps none whose text is very long, and answers it all the same", async () => {
  const { db, close } = await openEmbedded({});
  const count = async (length: number) => {
    const given = sql.join(Array.from({ length }, (_, index) => sql`${index}::int`));
    const { rows } = await sql<{ count: number }>`select cardinality(array[${given}]) as count`.execute(db);
    return rows[0]?.count;
  };
  expect([await count(20), await count(3_000), await count(3_000), await countPrepared(db)]).toEqual([
    ...[20, 3_000, 3_000, 1],
  ]);
  await close();
});

const job: Omit<NewJob, "handling"> = {
  tenant: "local",
  recording: { kind: "url", url: "https://example.org/talk.mp3" },
  key: null,
  parameters: { model: "auto", language: null, task: "transcribe", prompt: null, vocabulary: [] },
};

it("prepares the same for few rows as for many, and for jobs that begin later", async () => {
  const { db, close } = await openEmbedded({});
  await migrate(db);
  const open = (count: number, handling = {}) =>
    db.transaction().execute(async (within) => {
      const ids = Array.from({ length: count }, () => randomUUID());
      const jobs = ids.map((id) => ({ ...job, id, handling }));
      await openJobs(within, jobs);
      await appendEvents(
        within,
        ids[0] ?? "",
        ids.map(() => ({ type: "job-started" })),
      );
    });
  await open(1);
  const before = await countPrepared(db);
  for (const count of [2, 3, 40]) await open(count, { startAt: new Date(), keepSeconds: 60, labels: ["gpu"] });
  expect(await countPrepared(db)).toBe(before);
  await close();
});
