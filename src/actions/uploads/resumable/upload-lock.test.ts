import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SOON_MS } from "../../../../test/support/patience.ts";
import { findResumable } from "../../../database/resumable-uploads.ts";
import type { Services } from "../../../services.ts";
import { openWorkplace, type Workplace } from "../../testing/open-workplace.ts";
import { never, TENANT } from "../../testing/play-job.ts";
import { appendResumable } from "./append-resumable.ts";
import { beginResumable } from "./begin-resumable.ts";
import { lockUpload, tryLockUpload } from "./lock-upload.ts";
import { takeIn } from "./take-in.ts";
import { startRenewing } from "./upload-lock.ts";

let place: Workplace;
let services: Services;
beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(async () => {
  await sql`truncate resumable_uploads, uploads cascade`.execute(services.db);
  await place.clear();
});
afterAll(() => place.close());

/** As where other processes use the same database. */
const beside = () => ({ ...services, connections: () => ({ open: 1, idle: 1, waiting: 0 }) });

async function begin(bytes = 6) {
  const id = randomUUID();
  await beginResumable(services, { id, tenant: TENANT, key: null, bytes, name: null, mediaType: null, metadata: null });
  const upload = await findResumable(services.db, { tenant: TENANT, id });
  if (!upload) throw new Error("It was begun");
  return upload;
}
const giveTo = (holder: string, seconds: number) =>
  sql`update resumable_uploads set holder = ${holder}, held_until = now() + make_interval(secs => ${seconds})`.execute(
    services.db,
  );
const asked = { asks: false, patienceMs: SOON_MS, signal: never };

describe("an upload on its way", () => {
  it("is held by one of many", async () => {
    const { id } = await begin();
    const locks = await Promise.all(Array.from({ length: 10 }, () => tryLockUpload(beside(), id)));
    const held = locks.flatMap((lock) => lock ?? []);
    expect(held).toHaveLength(1);
    await held[0]?.end();
    const next = await tryLockUpload(beside(), id);
    expect(next).toBeDefined();
    await next?.end();
  });

  it("is had again from a process that was killed: after a while, or at once where there can be no other", async () => {
    const { id } = await begin();
    await giveTo("another/1", 1);
    expect(await tryLockUpload(beside(), id)).toBeUndefined();
    const lock = await lockUpload(beside(), { id, ...asked });
    expect(lock).toBeDefined();
    await lock?.end();
    await giveTo("another/1", 3_600);
    const alone = await tryLockUpload({ ...services, connections: () => null }, id);
    expect(alone).toBeDefined();
    await alone?.end();
  });

  it("is waited for no longer than asked, and not where it is not there", async () => {
    const { id } = await begin();
    await giveTo("another/1", 3_600);
    await expect(lockUpload(beside(), { id, ...asked, patienceMs: 300 })).rejects.toMatchObject({
      code: "upload-busy",
    });
    expect(await lockUpload(beside(), { id: randomUUID(), ...asked })).toBeUndefined();
  });

  it("is wanted by who asks for it, and by nobody else", async () => {
    const { id } = await begin();
    const lock = await tryLockUpload(beside(), id);
    await expect(lockUpload(beside(), { id, ...asked, patienceMs: 1_500 })).rejects.toMatchObject({
      code: "upload-busy",
    });
    expect(lock?.wanted.aborted).toBe(false);
    const next = lockUpload(beside(), { id, ...asked, asks: true });
    await expect.poll(() => lock?.wanted.aborted, { timeout: SOON_MS }).toBe(true);
    await lock?.end();
    await (await next)?.end();
  });

  it("is not written to once it is somebody else's", async () => {
    const upload = await begin();
    const lock = await tryLockUpload(beside(), upload.id);
    if (!lock) throw new Error("Nobody else has it");
    const body = new Readable({ read() {} });
    body.push("abc");
    const adding = appendResumable(services, upload, { lock, offset: 0, body, enough: never });
    await giveTo("another/1", 3_600);
    await expect.poll(() => lock.lost.aborted, { timeout: SOON_MS }).toBe(true);
    body.push("def");
    body.push(null);
    await Promise.allSettled([adding]);
    const name = { tenant: TENANT, upload: upload.id };
    expect(await services.blobs.partials.size(name)).toBe(3);
    await lock.end();
    expect(await services.db.selectFrom("resumable_uploads").select("holder").execute()).toEqual([
      { holder: "another/1" },
    ]);
  });

  it("is not taken in by who holds it no more", async () => {
    const upload = await begin();
    const lock = await tryLockUpload(beside(), upload.id);
    if (!lock) throw new Error("Nobody else has it");
    const name = { tenant: TENANT, upload: upload.id };
    await services.blobs.partials.append(name, Readable.from([Buffer.from("abcdef")]), { offset: 0, signal: never });
    await giveTo("another/1", 3_600);
    await expect(takeIn(services, upload, lock)).rejects.toMatchObject({ code: "upload-busy" });
    await lock.end();
    expect(await services.db.selectFrom("uploads").select("id").execute()).toEqual([]);
    expect(await services.blobs.partials.size(name)).toBe(6);
  });

  it("is lost by the clock where nobody can be asked, before others may have it", async () => {
    const { id } = await begin();
    const away = {
      updateTable: () => {
        throw new Error("The database is away");
      },
    } as unknown as Services["db"]; // all that it is asked for
    const lock = startRenewing(away, { id, holder: "a/1", begun: performance.now() - 6_000 });
    expect(lock.lost.aborted).toBe(false);
    await expect.poll(() => lock.lost.aborted, { timeout: SOON_MS }).toBe(true);
    await lock.end();
  });
});
