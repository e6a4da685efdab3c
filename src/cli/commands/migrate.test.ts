import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { missingPostgres } from "../../../test/support/find-postgres.ts";
import { type PostgresServer, startPostgres } from "../../../test/support/postgres-server.ts";
import { lockDataDirectory } from "../../data-directory/lock-data-directory.ts";
import { migrate } from "../../database/migrate.ts";
import { openEmbedded } from "../../database/open-embedded.ts";
import { runCommandLine } from "../run-command-line.ts";
import { playTerminal } from "../testing/play-terminal.ts";
import { migrateCommand } from "./migrate.ts";

let folder: string;
let dataDirectory: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "scribewell-migrate-"));
  dataDirectory = join(folder, "data");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function scribewell(words: readonly string[], environment: Record<string, string> = {}) {
  const { terminal, stdout, stderr } = playTerminal({ environment: { DATA_DIR: join(folder, "own"), ...environment } });
  const code = await runCommandLine(words, terminal);
  return { code, stdout: stdout(), stderr: stderr() };
}

/** A data directory as a service leaves it, with a webhook where that is asked for. */
async function leaveDataDirectory({ hasSecret = false } = {}): Promise<void> {
  await mkdir(join(dataDirectory, "blobs"), { recursive: true });
  await writeFile(join(dataDirectory, "secrets.key"), "a key\n");
  const { db, close } = await openEmbedded({ directory: join(dataDirectory, "db") });
  await migrate(db);
  if (hasSecret) {
    const { id: tenant_id } = await db.selectFrom("tenants").select("id").executeTakeFirstOrThrow();
    const id = "01890000-0000-7000-8000-000000000000";
    await db
      .insertInto("webhook_endpoints")
      .values({ id, tenant_id, url: "https://example.org/", secret: Buffer.from("sealed"), events: ["job.failed"] })
      .execute();
  }
  await close();
}

it("explains in its help what DIR is and what becomes of secrets, in lines of a terminal's width", () => {
  const { help } = migrateCommand;
  expect(help).toContain("pglite:DIR");
  expect(help).toMatch(/secrets\.key[\s\S]*SECRETS_KEY/);
  expect(help.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

describe("a copy", () => {
  it.each([
    ["a directory that is not there", "nowhere"],
    ["an empty one", "."],
  ])("from %s is refused, and nothing is made", async (_what, name) => {
    const from = join(folder, name);
    const { code, stdout, stderr } = await scribewell(["migrate", "--from", `pglite:${from}`, "--to", "pglite:"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^scribewell: There is no Scribewell database at ${from}\\. .+--from.+\n$`));
    expect(await readdir(folder)).toEqual([]);
  });

  it("from a DATA_DIR without a database is refused too", async () => {
    const { code, stderr } = await scribewell(["migrate", "--from", "pglite:", "--to", `pglite:${folder}/new`]);
    expect(code).toBe(2);
    expect(stderr).toContain(`There is no Scribewell database at ${join(folder, "own", "db")}.`);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ["that is not this one's", false],
    ["that is this one's", true],
  ])("from a data directory %s names the database in it", async (_what, isOwn) => {
    await leaveDataDirectory();
    const before = await readdir(dataDirectory);
    const environment: Record<string, string> = isOwn ? { DATA_DIR: dataDirectory } : {};
    const words = ["migrate", "--from", `pglite:${dataDirectory}`, "--to", `pglite:${folder}/new`];
    const { code, stderr } = await scribewell(words, environment);
    expect(code).toBe(2);
    expect(stderr).toContain(`There is no Scribewell database at ${dataDirectory}.`);
    expect(stderr).toContain(`--from pglite:${join(dataDirectory, "db")}`);
    expect(await readdir(dataDirectory)).toEqual(before);
    expect(await readdir(folder)).toEqual(["data"]);
  });

  it("says which key its secrets need", async () => {
    await leaveDataDirectory({ hasSecret: true });
    const words = ["migrate", "--from", `pglite:${dataDirectory}/db`, "--to", `pglite:${folder}/new`];
    const { code, stdout, stderr } = await scribewell(words);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("webhook_endpoints\t1\n") });
    expect(stderr).toContain(join(dataDirectory, "secrets.key"));
    expect(stderr).toContain("SECRETS_KEY");
    expect(stderr).not.toContain("a key");
  });

  it("says nothing of keys where there is no secret", async () => {
    await leaveDataDirectory();
    const words = ["migrate", "--from", "pglite:", "--to", `pglite:${folder}/new`];
    const { code, stderr } = await scribewell(words, { DATA_DIR: dataDirectory });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^0 jobs were copied\./) });
    expect(stderr).not.toContain("SECRETS_KEY");
  });

  it("names the SECRETS_KEY that is set rather than a file", async () => {
    await leaveDataDirectory({ hasSecret: true });
    const words = ["migrate", "--from", "pglite:", "--to", `pglite:${folder}/new`];
    const SECRETS_KEY = Buffer.alloc(32, 7).toString("base64");
    const { stderr } = await scribewell(words, { DATA_DIR: dataDirectory, SECRETS_KEY });
    expect(stderr).toContain("SECRETS_KEY");
    expect(stderr).not.toMatch(new RegExp(`secrets\\.key|${SECRETS_KEY}`));
  });

  it("from the database of a data directory is refused while a service runs there", async () => {
    await leaveDataDirectory();
    const lock = await lockDataDirectory(dataDirectory);
    const words = ["migrate", "--from", `pglite:${dataDirectory}/db`, "--to", `pglite:${folder}/new`];
    const { code, stderr } = await scribewell(words).finally(() => lock.release());
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("[data-directory-in-use]") });
  });

  it("to the database it comes from is refused", async () => {
    await leaveDataDirectory();
    const words = ["migrate", "--from", `pglite:${dataDirectory}/db`, "--to", "pglite:"];
    const { code, stderr } = await scribewell(words, { DATA_DIR: dataDirectory });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("--from and --to") });
  });

  it.each([
    ["--to", ["--from", "pglite:", "--to", "mysql://user:hidden@host/x"]],
    ["--from", ["--from", "sqlite:x", "--to", "pglite:"]],
  ])("names %s where that is no address of a database", async (flag, words) => {
    const { code, stderr } = await scribewell(["migrate", ...words]);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^scribewell: ${flag} must be postgres://`));
    expect(stderr).not.toMatch(/DATABASE_URL|hidden/);
    expect(await readdir(folder)).toEqual([]);
  });
});

it("refuses a data directory as the place of a database that lies below it", async () => {
  await leaveDataDirectory();
  const environment = { DATA_DIR: dataDirectory, DATABASE_URL: `pglite:${dataDirectory}` };
  const { code, stderr } = await scribewell(["migrate"], environment);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("DATABASE_URL") });
  expect(stderr).toContain(`pglite:${join(dataDirectory, "db")}`);
});

it("may have its database in DATA_DIR itself", async () => {
  const own = join(folder, "own");
  expect(await scribewell(["migrate"], { DATABASE_URL: `pglite:${own}` })).toMatchObject({ code: 0 });
});

describe.skipIf(missingPostgres !== undefined)("a server that takes nobody in", { timeout: 20_000 }, () => {
  let server: PostgresServer;
  let address: URL;
  beforeAll(async () => {
    server = await startPostgres();
    address = new URL(await server.createDatabase());
  });
  afterAll(() => server.close());

  const changed = (change: Partial<URL>) => Object.assign(new URL(address), change).href;

  it("as there is no such database is not waited for", async () => {
    const DATABASE_URL = changed({ pathname: "/no%20pe" });
    const setting = await scribewell(["migrate"], { DATABASE_URL });
    const detail =
      "There is no database no pe on that server. Create it, or correct DATABASE_URL. [settings-invalid]\n";
    expect(setting).toEqual({ code: 2, stdout: "", stderr: `scribewell: ${detail}` });
    await leaveDataDirectory();
    const flag = await scribewell(["migrate", "--from", `pglite:${dataDirectory}/db`, "--to", DATABASE_URL]);
    expect(flag).toEqual({ code: 2, stdout: "", stderr: `scribewell: ${detail.replace("DATABASE_URL", "--to")}` });
  });

  it("as it does not know the user is not waited for", async () => {
    const from = changed({ username: "nobody", password: "hidden" });
    const { code, stderr } = await scribewell(["migrate", "--from", from, "--to", "pglite:"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^scribewell: The server refuses that user or password\. .*--from.*\[settings-invalid\]\n$/);
    expect(stderr).not.toContain("hidden");
  });
});
