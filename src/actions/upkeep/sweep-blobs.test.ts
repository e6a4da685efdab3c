import { utimes } from "node:fs/promises";
import { CompiledQuery, type KyselyPlugin, type RootOperationNode, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Database } from "../../database/schema.ts";
import type { BlobStore, StoredBlob } from "../../ports/blob-store.ts";
import type { Services } from "../../services.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { never, submit, TENANT } from "../testing/play-job.ts";
import { sweepBlobs } from "./sweep-blobs.ts";

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

/** A database that remembers what it was asked. */
function overheard(db: Database): { db: Database; queries: CompiledQuery[] } {
  const queries: CompiledQuery[] = [];
  const asked = (node: RootOperationNode, queryId: { queryId: string }) =>
    void queries.push(db.getExecutor().compileQuery(node, queryId));
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      asked(node, queryId);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { db: db.withPlugin(plugin), queries };
}

/** How the database goes about a query: through whole tables only where there is no other way. */
function planOf({ sql: text, parameters }: CompiledQuery): Promise<string> {
  return services.db.transaction().execute(async (within) => {
    await sql`set local enable_seqscan = off`.execute(within);
    const { rows } = await within.executeQuery(CompiledQuery.raw(`explain ${text}`, [...parameters]));
    return rows.map((row) => Object.values(row as object).join()).join("\n"); // a line of a plan
  });
}

/** Puts something into the store that no job refers to. */
async function keepUnnamed(content: string): Promise<string> {
  const blob = await services.blobs.receive(TENANT, Buffer.from(content), { maxBytes: 100, signal: never });
  await blob.keep();
  const opened = await services.blobs.open({ tenant: TENANT, digest: blob.digest }, { signal: never });
  const then = new Date(Date.now() - 2 * 3_600_000);
  await utimes(opened.path, then, then);
  await opened.dispose();
  return blob.digest;
}

/** Jobs that ended so long ago, each with a recording or a stretch of its own. */
async function addJobs(count: number, { purpose, hours }: { purpose: "recording" | "stretch"; hours: number }) {
  await sql`
    with ended as (
      insert into jobs (id, tenant_id, state, parameters, source, finished_at)
      select gen_random_uuid(), ${TENANT}, 'failed', '{}', '{}', now() - make_interval(hours => ${hours})
      from generate_series(1, ${count}) returning id
    ), content as (
      insert into blobs (tenant_id, digest, bytes)
      select ${TENANT}, encode(sha256(id::text::bytea), 'hex'), 1 from ended
    )
    select count(*) from ended`.execute(services.db);
  await sql`
    insert into blob_references (job_id, tenant_id, digest, purpose)
    select id, ${TENANT}, encode(sha256(id::text::bytea), 'hex'), ${purpose} from jobs
    where not exists (select from blob_references where job_id = id)`.execute(services.db);
}

const stretchesLeft = async () =>
  (await services.db.selectFrom("blob_references").select("job_id").where("purpose", "=", "stretch").execute()).length;

it("asks for what it needs of twenty thousand recordings by an index", async () => {
  await addJobs(20_000, { purpose: "recording", hours: 48 });
  await addJobs(3, { purpose: "stretch", hours: 1 });
  await sql`analyze`.execute(services.db);
  for (const content of ["one", "two", "three"]) await keepUnnamed(content);
  const { db, queries } = overheard(services.db);
  await sweepBlobs({ ...services, db });
  expect(await place.storedFiles()).toEqual([]);
  const plans = await Promise.all(queries.filter(({ sql: text }) => /^\s*select\b/i.test(text)).map(planOf));
  // As an index scan or, after another sample of the rows, a bitmap scan.
  expect(plans.join("\n")).toMatch(/Index.* Scan (using|on) blob_references_stretches/);
  expect(plans.join("\n")).toMatch(/Index.* Scan (using|on) blob_references_digest/);
  for (const plan of plans) expect(plan).not.toContain("Seq Scan");
});

it("lets go of the sound of all jobs that ended a day ago, however many there are", async () => {
  await addJobs(230, { purpose: "stretch", hours: 25 });
  await addJobs(120, { purpose: "stretch", hours: 23 });
  const { db, queries } = overheard(services.db);
  await sweepBlobs({ ...services, db });
  expect(await stretchesLeft()).toBe(120);
  expect(queries.filter(({ sql: text }) => text.includes("distinct job_id"))).toHaveLength(5);
});

it("lets go of the sound of a job that succeeded whole at once: there is nothing to retry", async () => {
  await addJobs(3, { purpose: "stretch", hours: 0 });
  await sql`update jobs set state = 'succeeded', partial = (id = (select min(id::text)::uuid from jobs))`.execute(
    services.db,
  );
  await sweepBlobs(services);
  expect(await stretchesLeft()).toBe(1);
});

it("tells content of one tenant from the same of another", async () => {
  const digest = await keepUnnamed("shared");
  await sql`insert into tenants (id) values ('other') on conflict do nothing`.execute(services.db);
  await submit(services);
  await sql`insert into blobs (tenant_id, digest, bytes) values ('other', ${digest}, 6)`.execute(services.db);
  await sql`insert into blob_references (job_id, tenant_id, digest, purpose)
    select id, 'other', ${digest}, 'stretch' from jobs`.execute(services.db);
  await sweepBlobs(services);
  expect(await place.storedFiles()).not.toContain(digest);
});

it("ends between two jobs, and between two pages of the store, when it is told to", async () => {
  const stopping = new AbortController();
  const enough = new Error("enough");
  const released = vi.fn(() => stopping.abort(enough));
  await addJobs(5, { purpose: "stretch", hours: 25 });
  const deleting: BlobStore = {
    ...services.blobs,
    delete: async () => released(),
  };
  await expect(sweepBlobs({ ...services, blobs: deleting }, stopping.signal)).rejects.toBe(enough);
  expect(released).toHaveBeenCalledOnce();
  expect(await stretchesLeft()).toBe(4);

  const next = new AbortController();
  let given = 0;
  const endless: BlobStore = {
    ...services.blobs,
    async *list(): AsyncGenerator<StoredBlob> {
      for (; given < 100_000; given++) {
        if (given === 600) next.abort(enough);
        yield { tenant: TENANT, digest: "ab".repeat(32), modified: new Date(0) };
      }
    },
  };
  await expect(sweepBlobs({ ...services, blobs: endless }, next.signal)).rejects.toThrow();
  expect(given).toBeLessThan(1_100);
});
