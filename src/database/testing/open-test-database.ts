import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import type {} from "../../../test/support/postgres-setup.ts";
import { migrate } from "../migrate.ts";
import { type OpenDatabase, openEmbedded } from "../open-embedded.ts";
import { openServer } from "../open-server.ts";

/** A database of its own, with tables and nothing in them: in memory, or on a server where the suites run on one. */
export async function openTestDatabase(): Promise<OpenDatabase> {
  const server = inject("postgres");
  if (server) return copyOf(server);
  const opened = await openEmbedded({});
  await migrate(opened.db);
  return opened;
}

/** The same without tables. */
export async function openBareDatabase(): Promise<OpenDatabase> {
  const server = inject("postgres");
  return server ? copyOf({ url: server.url, template: "template1" }) : openEmbedded({});
}

async function copyOf({ url, template }: { url: string; template: string }): Promise<OpenDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name} template ${template}`).finally(() => client.end());
  return openServer({ url: new URL(`/${name}`, url).href, connections: 10 });
}
