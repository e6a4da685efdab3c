import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startBreakingProxy } from "../../../test/support/breaking-proxy.ts";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { SOON_MS } from "../../../test/support/patience.ts";
import { type S3Server, startS3Server } from "../../../test/support/s3-server.ts";
import { beginTus, openTus, sendByTus, sha256, tus } from "../../../test/support/tus.ts";
import { deleteExpired } from "../../actions/upkeep/delete-expired.ts";
import { s3BlobStore } from "../../blobs/s3/s3.ts";
import type { BlobStore } from "../../ports/blob-store.ts";

// What lines that break, requests at once and processes that are killed do to an upload, in each kind of store.

vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
vi.stubEnv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

const LINES = 5;
const part = { "content-type": "application/offset+octet-stream" };
const { signal } = new AbortController();

describe.each(["a folder", "S3"])("an upload by tus into %s", (kind) => {
  const scratch = mkdtempSync(join(tmpdir(), "resumable-"));
  let bucket: S3Server | undefined;
  let service: OpenService;
  beforeAll(async () => {
    let blobs: BlobStore | undefined;
    if (kind === "S3") {
      bucket = await startS3Server();
      blobs = s3BlobStore({ bucket: bucket.bucket, prefix: "here", endpoint: bucket.proxy.url, scratch });
    }
    service = await openService({ maxUploadBytes: 50_000_000, ...(blobs && { blobs }) });
  }, SLOW_START_MS);
  afterAll(async () => {
    await service.close();
    await bucket?.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  const offsetOf = async (id: string) =>
    (await tus(service.url, { method: "HEAD", path: `/${id}` })).headers["upload-offset"];
  const digestOf = async (id: string) =>
    (await service.services.db.selectFrom("uploads").select("digest").where("id", "=", id).executeTakeFirst())?.digest;
  /** A request that sends this much and then waits. */
  const sending = (id: string, body: Uint8Array, { offset = 0, length = 1_000_000 } = {}) => {
    const headers = { ...part, "upload-offset": offset, "content-length": length };
    const opened = openTus(service.url, { method: "PATCH", path: `/${id}`, headers });
    opened.sent.write(body);
    return opened;
  };
  const isHeld = async (id: string) => {
    const rows = await service.services.db.selectFrom("resumable_uploads").selectAll().where("id", "=", id).execute();
    return rows[0]?.holder != null;
  };
  /** As a process leaves it that is killed when the last byte has come. */
  const leaveWhole = async (content: Buffer) => {
    const id = await beginTus(service.url, content.length);
    const name = { tenant: "local", upload: id };
    await service.services.blobs.partials.append(name, Readable.from([content]), { offset: 0, signal });
    await sql`update resumable_uploads set holder = 'gone', held_until = now() + interval '1 second' where id = ${id}`.execute(
      service.services.db,
    );
    return id;
  };
  const isLeft = async (id: string) =>
    (await service.services.db.selectFrom("resumable_uploads").select("id").where("id", "=", id).execute()).length > 0;
  const sweep = () => deleteExpired({ ...service.services, log: pino({ enabled: false }) });

  it("goes on where each of five broken lines left it", { timeout: 60_000 }, async () => {
    const content = randomBytes(30_000_000);
    const proxy = await startBreakingProxy(service.port, { lines: LINES, afterBytes: 4_000_000 });
    const resumed: number[] = [];
    const id = await sendByTus(proxy.url, content, {
      onAfterResponse(asked, answer) {
        if (asked.getMethod() === "HEAD") resumed.push(Number(answer.getHeader("Upload-Offset")));
      },
    });
    await proxy.close();
    expect(await digestOf(id)).toBe(sha256(content));
    expect([proxy.broken(), resumed.length]).toEqual([LINES, LINES]);
    expect(resumed).toEqual([...resumed].sort((a, b) => a - b));
    expect(resumed[0]).toBeGreaterThan(0);
    expect(await isLeft(id)).toBe(false);
  });

  it("keeps each byte that came before the line broke", async () => {
    const id = await beginTus(service.url, 1_000_000);
    const { sent, answered } = sending(id, Buffer.alloc(300_000, "a"));
    await expect.poll(() => isHeld(id), { timeout: SOON_MS }).toBe(true);
    sent.destroy();
    await answered.catch(() => {});
    await expect.poll(() => isHeld(id), { timeout: SOON_MS }).toBe(false);
    expect(Number(await offsetOf(id))).toBeGreaterThan(0);
    expect(Number(await offsetOf(id))).toBeLessThanOrEqual(300_000);
  });

  it("is sent by one at a time: who comes beside it is told so", async () => {
    const id = await beginTus(service.url, 6);
    const first = sending(id, Buffer.from("abc"), { length: 6 });
    await expect.poll(() => isHeld(id), { timeout: SOON_MS }).toBe(true);
    const headers = { "upload-offset": 0 };
    const beside = await tus(service.url, { method: "PATCH", path: `/${id}`, headers, body: "xyz123" });
    expect([beside.status, beside.problem.code]).toEqual([423, "upload-busy"]);
    first.sent.end("def");
    expect(await first.answered).toMatchObject({ status: 204, headers: { "upload-offset": "6" } });
    expect(await digestOf(id)).toBe(sha256(Buffer.from("abcdef")));
  });

  it("is let go of by a line gone dead, when somebody asks where it goes on", async () => {
    const id = await beginTus(service.url, 1_000_000);
    const dead = sending(id, Buffer.from("abc"));
    await expect.poll(() => isHeld(id), { timeout: SOON_MS }).toBe(true);
    expect(await offsetOf(id)).toBe("3");
    expect(await dead.answered).toMatchObject({ status: 204, headers: { "upload-offset": "3" } });
    dead.sent.destroy();
  });

  it("is ended while it is sent", async () => {
    const id = await beginTus(service.url, 1_000_000);
    const { sent } = sending(id, Buffer.from("abc"));
    await expect.poll(() => isHeld(id), { timeout: SOON_MS }).toBe(true);
    expect((await tus(service.url, { method: "DELETE", path: `/${id}` })).status).toBe(204);
    sent.destroy();
    expect(await offsetOf(id)).toBeUndefined();
    expect(await service.services.blobs.partials.size({ tenant: "local", upload: id })).toBe(0);
  });

  it("is taken in when its client asks, where the process was killed that had all of it", async () => {
    const content = randomBytes(100_000);
    const id = await leaveWhole(content);
    expect(await digestOf(id)).toBeUndefined();
    expect(await offsetOf(id)).toBe("100000");
    expect(await digestOf(id)).toBe(sha256(content));
    expect(await offsetOf(id)).toBe("100000");
    expect(await isLeft(id)).toBe(false);
  });

  const post = async (path: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(service.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    return [answer.status, await answer.json()];
  };

  it("is taken in when a job names it", async () => {
    const url = `upload:${await leaveWhole(randomBytes(100_001))}`;
    expect(await post("/api/v1/transcribe", { url })).toMatchObject([202, { source: { bytes: 100_001 } }]);
  });

  it("is taken in when a batch names it", async () => {
    const id = await leaveWhole(randomBytes(100_002));
    const url = `upload:${id}`;
    expect(await post("/api/v1/batches", { items: [{ url }, { url }] })).toMatchObject([202, { counts: { total: 2 } }]);
    expect(await isLeft(id)).toBe(false);
  });

  it("is taken in when nobody asks for it any more, once", async () => {
    const content = randomBytes(100_002);
    const id = await leaveWhole(content);
    await sql`update resumable_uploads set held_until = now() where id = ${id}`.execute(service.services.db);
    await Promise.all([sweep(), sweep()]);
    expect(await digestOf(id)).toBe(sha256(content));
    expect(await isLeft(id)).toBe(false);
  });

  it("is an upload once, however many ask when it is whole", async () => {
    const content = randomBytes(100_003);
    const id = await leaveWhole(content);
    const offsets = await Promise.all(Array.from({ length: 8 }, () => offsetOf(id)));
    expect(new Set(offsets)).toEqual(new Set(["100003"]));
    expect(await digestOf(id)).toBe(sha256(content));
  });

  it("leaves nothing where the process was killed when it had been taken in", async () => {
    const content = randomBytes(100_004);
    const id = await leaveWhole(content);
    await offsetOf(id);
    const name = { tenant: "local", upload: id };
    await service.services.blobs.partials.append(name, Readable.from([content]), { offset: 0, signal });
    await sql`insert into resumable_uploads (id, tenant_id, bytes, expires_at, taken_in)
      values (${id}, 'local', 100004, now() + interval '1 hour', true)`.execute(service.services.db);
    await sweep();
    expect([await isLeft(id), await service.services.blobs.partials.size(name)]).toEqual([false, 0]);
    expect(await digestOf(id)).toBe(sha256(content));
  });
});

it("leaves off where the service stops, with what has come", async () => {
  const service = await openService();
  const id = await beginTus(service.url, 1_000);
  const headers = { ...part, "upload-offset": 0, "content-length": 1_000 };
  const { sent, answered } = openTus(service.url, { method: "PATCH", path: `/${id}`, headers });
  sent.write("abc");
  const held = () => service.services.db.selectFrom("resumable_uploads").select("holder").execute();
  await expect.poll(held, { timeout: SOON_MS }).toMatchObject([{ holder: expect.any(String) }]);
  const closed = service.close();
  expect(await answered).toMatchObject({ status: 204, headers: { "upload-offset": "3" } });
  await closed;
});
