import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Services } from "../../../services.ts";
import { receiveRecording } from "../../jobs/receive-recording.ts";
import { openWorkplace, type Workplace } from "../../testing/open-workplace.ts";
import { TENANT } from "../../testing/play-job.ts";
import { beginResumable } from "./begin-resumable.ts";

const MB = 1_000_000;
/** On a disk that tests fill by what they say of it. */
let freeBytes: number | null;
let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  const blobs = { ...place.services.blobs, freeBytes: async () => freeBytes };
  services = { ...place.services, blobs, limits: { maxUploadBytes: 50 * MB, keepFreeBytes: MB, maxQueuedJobs: 9 } };
});
afterEach(async () => {
  await place.clear();
  await sql`truncate resumable_uploads`.execute(place.db);
});
afterAll(() => place.close());

const busy = { code: "server-busy" };

async function begin(bytes: number): Promise<string> {
  const id = randomUUID();
  const said = { name: null, mediaType: null, metadata: null };
  await beginResumable(services, { id, tenant: TENANT, key: null, bytes, ...said });
  return id;
}

async function bring(upload: string, bytes: number): Promise<void> {
  const signal = new AbortController().signal;
  const content = Readable.from([Buffer.alloc(bytes)]);
  await services.blobs.partials.append({ tenant: TENANT, upload }, content, { offset: 0, signal });
  freeBytes = (freeBytes ?? 0) - bytes;
}

const receive = () =>
  receiveRecording(services, { tenant: TENANT, content: Buffer.from("sound"), signal: new AbortController().signal });

describe("what uploads on their way have still to bring", () => {
  it("is taken, though the disk has it still", async () => {
    freeBytes = 12 * MB;
    const first = await begin(10 * MB);
    await expect(begin(2 * MB)).rejects.toMatchObject(busy);
    await begin(MB);
    await bring(first, 9 * MB);
    await expect(begin(MB)).rejects.toMatchObject(busy);
    freeBytes = 4 * MB;
    await begin(MB);
  });

  it("is taken once where many begin at the same moment", async () => {
    freeBytes = 12 * MB;
    const begun = await Promise.allSettled(Array.from({ length: 10 }, () => begin(5 * MB)));
    expect(begun.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  });

  it("leaves no room for recordings that are sent whole", async () => {
    freeBytes = 12 * MB;
    await begin(10 * MB);
    await (await receive()).discard();
    freeBytes = 10 * MB;
    await expect(receive()).rejects.toMatchObject(busy);
  });

  it("is nothing once it is an upload, has expired, or has been left for an hour", async () => {
    freeBytes = 12 * MB;
    for (const change of [
      { taken_in: true },
      { expires_at: sql<Date>`now()` },
      { expires_at: sql<Date>`expires_at - interval '1 hour'` },
    ]) {
      const id = await begin(10 * MB);
      await expect(begin(10 * MB)).rejects.toMatchObject(busy);
      await place.db.updateTable("resumable_uploads").set(change).where("id", "=", id).execute();
    }
    const id = await begin(10 * MB);
    const sending = {
      expires_at: sql<Date>`expires_at - interval '2 hours'`,
      held_until: sql<Date>`now() + interval '1 day'`,
    };
    await place.db.updateTable("resumable_uploads").set(sending).where("id", "=", id).execute();
    await expect(begin(10 * MB)).rejects.toMatchObject(busy);
  });

  it("is not asked for where the store has no end", async () => {
    freeBytes = null;
    for (let n = 0; n < 3; n++) await begin(50 * MB);
  });
});
