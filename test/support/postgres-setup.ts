import type { TestProject } from "vitest/node";
import { migrate } from "../../src/database/migrate.ts";
import { openServer } from "../../src/database/open-server.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A server, where the suites of the project run on one. */
    postgres?: { readonly url: string; readonly template: string };
  }
}

let server: PostgresServer | undefined;

/** Starts one server for all suites of the project, with a database that has the tables and nothing else. */
export async function setup(project: TestProject): Promise<void> {
  server = await startPostgres();
  const template = await server.createDatabase();
  const { db, close } = openServer({ url: template, connections: 1 });
  await migrate(db);
  await close();
  project.provide("postgres", {
    url: new URL("/postgres", template).href,
    template: new URL(template).pathname.slice(1),
  });
}

/** Ends it, and forgets its data. */
export async function teardown(): Promise<void> {
  await server?.close();
}
