import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { beginTus, RESUMABLE, sendByTus, sha256, tus } from "../../../test/support/tus.ts";
import { createKey } from "../../actions/keys/create-key.ts";
import { deleteExpired } from "../../actions/upkeep/delete-expired.ts";
import { type KeyLimits, NO_LIMITS } from "../../domain/api-key.ts";
import type { Scope } from "../../domain/scope.ts";

const PAGE = "https://app.example.org";
let service: OpenService;
let key: string;
beforeAll(async () => {
  service = await openService({ maxUploadBytes: 20_000_000, wantsKeys: true, origins: [PAGE] });
}, SLOW_START_MS);
beforeEach(async () => {
  key = (await makeKey()).secret;
});
afterAll(() => service.close());

function makeKey({
  tenant = "local",
  scopes = ["submit", "read"],
  ...limits
}: { tenant?: string; scopes?: readonly Scope[] } & Partial<KeyLimits> = {}) {
  const rights = { models: null, origins: null, expiresAt: null, limits: { ...NO_LIMITS, ...limits } };
  return createKey(service.services, { tenant, name: "sends", actor: "operator", scopes, ...rights });
}

const db = () => service.services.db;
const by = (secret: string) => ({ authorization: `Bearer ${secret}` });
const begin = (bytes: number, secret = key) => beginTus(service.url, bytes, by(secret));
type Asked = Parameters<typeof tus>[1];
const ask = (method: string, id: string, { headers, ...more }: Partial<Asked> = {}, secret = key) =>
  tus(service.url, { method, path: `/${id}`, headers: { ...by(secret), ...headers }, ...more });
const add = (id: string, offset: number, body: string | Buffer, secret = key) =>
  ask("PATCH", id, { headers: { "upload-offset": offset }, body }, secret);
const rowOf = (id: string) => db().selectFrom("resumable_uploads").selectAll().where("id", "=", id).executeTakeFirst();
const usedBytes = async (id: string) =>
  Number((await db().selectFrom("key_usage").select("bytes").where("key_id", "=", id).executeTakeFirst())?.bytes ?? 0);
const jobFor = async (id: string) => {
  const answer = await fetch(`${service.url}/api/v1/transcribe`, {
    method: "POST",
    body: JSON.stringify({ url: `upload:${id}` }),
    headers: { ...by(key), "content-type": "application/json" },
  });
  return { status: answer.status, job: await answer.json() };
};
const sweep = () =>
  deleteExpired({ ...service.services, log: quiet } as unknown as Parameters<typeof deleteExpired>[0]);
const told: unknown[] = [];
const quiet = { info: (...line: unknown[]) => told.push(line) };

describe("an upload by tus", () => {
  it.each([
    ["in one piece", {}],
    ["in many pieces", { chunkSize: 300_000 }],
    ["with its first bytes as it is begun", { chunkSize: 1_000_000, uploadDataDuringCreation: true }],
    ["without PATCH", { overridePatchMethod: true }],
  ])("that is sent %s is an upload like others, of the same id", async (_how, options) => {
    const content = randomBytes(3_000_000);
    const metadata = { filename: "größe.mp3", filetype: "audio/mpeg" };
    const id = await sendByTus(service.url, content, { ...options, metadata, headers: by(key) });
    const kept = await db().selectFrom("uploads").selectAll().where("id", "=", id).executeTakeFirst();
    expect(kept).toMatchObject({ digest: sha256(content), name: "größe.mp3", media_type: "audio/mpeg" });
    expect(await rowOf(id)).toBeUndefined();
    expect(await jobFor(id)).toMatchObject({
      status: 202,
      job: { source: { kind: "upload", name: "größe.mp3", bytes: content.length } },
    });
    const { status, headers } = await ask("HEAD", id);
    expect([status, headers["upload-offset"], headers["upload-length"]]).toEqual([200, "3000000", "3000000"]);
    expect(headers["upload-expires"]).toBeUndefined();
    expect((await service.storedFiles()).filter((name) => name === id)).toEqual([]);
  });

  it("says where it goes on, and until when", async () => {
    const id = await begin(10);
    const begun = await ask("HEAD", id);
    expect(begun.headers).toMatchObject({
      "upload-offset": "0",
      "upload-length": "10",
      "cache-control": "no-store",
      "tus-resumable": "1.0.0",
    });
    expect(Date.parse(String(begun.headers["upload-expires"])) - Date.now()).toBeGreaterThan(86_000_000);
    const sent = await add(id, 0, "hello");
    expect([sent.status, sent.headers["upload-offset"]]).toEqual([204, "5"]);
    expect((await ask("HEAD", id)).headers["upload-offset"]).toBe("5");
    expect((await jobFor(id)).job).toMatchObject({
      code: "source-not-found",
      detail: expect.stringContaining("whole"),
    });
  });

  it("tells what is spoken here, without a key", async () => {
    const { status, headers } = await tus(service.url, { method: "OPTIONS" });
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      "tus-version": "1.0.0",
      "tus-max-size": "20000000",
      "tus-extension": "creation,creation-with-upload,termination,expiration",
    });
  });
});

const wrong = { status: 400, code: "request-invalid" };
const tooMuch = { status: 413, code: "request-too-large" };
const notThis = { status: 415, code: "media-type-unsupported" };
const at3 = { "upload-offset": 3 };
const chunked = { "transfer-encoding": "chunked" };

describe("what is refused", () => {
  it.each<[string, Asked & { status: number; code: string; says?: RegExp }]>([
    ["another version", { ...post({ "tus-resumable": "0.2.2" }), status: 412, code: "tus-version-unsupported" }],
    ["no length", { ...post(), status: 400, code: "request-invalid" }],
    ["a length to be said later", { ...post({ "upload-defer-length": 1 }), ...wrong, says: /when its upload begins/ }],
    ["a length that is none", { ...post({ "upload-length": "many" }), status: 400, code: "request-invalid" }],
    ["nothing", { ...post({ "upload-length": 0 }), status: 422, code: "media-empty" }],
    ["too much", { ...post({ "upload-length": 20_000_001 }), status: 413, code: "request-too-large" }],
    ["several at once", { ...post({ "upload-length": 9, "upload-concat": "partial" }), ...wrong, says: /parallel/ }],
    ["metadata that are none", { ...post({ "upload-length": 9, "upload-metadata": "a b c" }), ...wrong }],
    ["a name that nothing keeps", { ...post({ "upload-length": 9, "upload-metadata": "filename AAAA" }), ...wrong }],
    ["endless metadata", { ...post({ "upload-length": 9, "upload-metadata": `a ${"QUFB".repeat(1_100)}` }), ...wrong }],
  ])("%s, as an upload is begun", async (_what, { status, code, says = /\w/, headers, ...asked }) => {
    const answer = await tus(service.url, { ...asked, headers: { ...by(key), ...headers } });
    expect([answer.status, answer.problem]).toMatchObject([status, { code, detail: expect.stringMatching(says) }]);
    expect(answer.headers).toMatchObject({
      "tus-resumable": "1.0.0",
      "content-type": expect.stringMatching(/^application\/problem\+json/),
    });
  });

  it("says how large a recording may be", async () => {
    const { problem } = await tus(service.url, post({ ...by(key), "upload-length": 20_000_001 }));
    expect(problem.detail).toContain("0.02 GB");
  });

  it.each<[string, Partial<Asked> & { status: number; code: string }]>([
    ["elsewhere", { headers: { "upload-offset": 4 }, body: "x", status: 409, code: "upload-offset-wrong" }],
    ["nowhere", { body: "x", status: 400, code: "request-invalid" }],
    ["more than was said", { headers: { "upload-offset": 3 }, body: "x".repeat(8), ...tooMuch }],
    ["in another type", { headers: { ...at3, "content-type": "audio/mpeg" }, body: "x", ...notThis }],
    ["compressed", { headers: { ...at3, "content-encoding": "gzip" }, body: "x", ...notThis }],
    ["more than was said, little by little", { headers: { ...at3, ...chunked }, body: "x".repeat(8), ...tooMuch }],
  ])("bytes that are sent %s", async (_where, { status, code, ...asked }) => {
    const id = await begin(10);
    await add(id, 0, "abc");
    const answer = await ask("PATCH", id, asked);
    expect([answer.status, answer.problem]).toMatchObject([status, { code }]);
    const { headers } = await ask("HEAD", id);
    expect(headers["upload-offset"]).toBe("3");
    await add(id, 3, "defghij");
    const { digest } = await db().selectFrom("uploads").select("digest").where("id", "=", id).executeTakeFirstOrThrow();
    expect(digest).toBe(sha256(Buffer.from("abcdefghij")));
  });

  it("an upload of another tenant, in the words for what never was", async () => {
    const stranger = (await makeKey({ tenant: "other", scopes: ["submit", "read", "erase"] })).secret;
    const [onItsWay, kept] = [await begin(10), await begin(3)];
    await add(onItsWay, 0, "abc");
    await add(kept, 0, "abc");
    for (const id of [onItsWay, kept, randomUUID(), "no-uuid", "..%2f..%2fetc"]) {
      expect((await ask("HEAD", id, {}, stranger)).status).toBe(404);
      for (const answer of [await add(id, 3, "d", stranger), await ask("DELETE", id, {}, stranger)])
        expect([answer.status, answer.problem.code]).toEqual([404, "upload-not-found"]);
    }
    const said = async (id: string) => ({ ...(await add(id, 3, "d", stranger)).problem, instance: "" });
    expect(await said(onItsWay)).toEqual(await said(randomUUID()));
    expect((await ask("HEAD", onItsWay)).headers["upload-offset"]).toBe("3");
    expect((await ask("HEAD", kept)).headers["upload-offset"]).toBe("3");
  });

  it("POST to an upload that says nothing else", async () => {
    const { status, problem } = await ask("POST", await begin(3));
    expect([status, problem.code]).toEqual([405, "method-not-allowed"]);
  });
});

describe("an upload that comes to nothing", () => {
  it("is given up, and its bytes are given back", async () => {
    const { key: made, secret } = await makeKey({ bytesPerDay: 100 });
    const id = await begin(60, secret);
    await add(id, 0, "abc", secret);
    expect(await usedBytes(made.id)).toBe(60);
    const answer = await tus(service.url, post({ ...by(secret), "upload-length": 41 }));
    expect([answer.status, answer.problem.code]).toEqual([429, "quota-reached"]);
    expect((await ask("DELETE", id, {}, secret)).status).toBe(204);
    expect([await usedBytes(made.id), await rowOf(id)]).toEqual([0, undefined]);
    expect((await service.storedFiles()).filter((name) => name === id)).toEqual([]);
    expect((await ask("HEAD", id, {}, secret)).status).toBe(404);
  });

  it("is forgotten in a day, but not while it is sent", async () => {
    const { key: made, secret } = await makeKey({ bytesPerDay: 100 });
    const [over, sent] = [await begin(60, secret), await begin(40, secret)];
    for (const id of [over, sent]) await add(id, 0, "abc", secret);
    await sql`update resumable_uploads set expires_at = now() where id in (${over}, ${sent})`.execute(db());
    await sql`update resumable_uploads set holder = 'a', held_until = now() + interval '1 hour' where id = ${sent}`.execute(
      db(),
    );
    expect((await ask("HEAD", over, {}, secret)).status).toBe(404);
    told.length = 0;
    await sweep();
    expect([await rowOf(over), await usedBytes(made.id)]).toEqual([undefined, 40]);
    expect(await rowOf(sent)).toMatchObject({ holder: "a" });
    expect(await service.storedFiles()).toEqual(expect.arrayContaining([sent]));
    expect((await service.storedFiles()).filter((name) => name === over)).toEqual([]);
    expect(told).toEqual([[{ uploads: 1 }, "unfinished uploads expired"]]);
  });

  it("lives a day from its last byte", async () => {
    const id = await begin(10);
    await sql`update resumable_uploads set expires_at = now() + interval '1 minute' where id = ${id}`.execute(db());
    await add(id, 0, "abc");
    expect(((await rowOf(id))?.expires_at.getTime() ?? 0) - Date.now()).toBeGreaterThan(86_000_000);
  });

  it("is erased when it has come whole, by a key that may", async () => {
    const id = await begin(3);
    await add(id, 0, "abc");
    const { status, problem } = await ask("DELETE", id);
    expect([status, problem.code]).toEqual([403, "scope-missing"]);
    const erasing = (await makeKey({ scopes: ["submit", "erase"] })).secret;
    expect((await ask("DELETE", id, {}, erasing)).status).toBe(204);
    expect((await ask("HEAD", id)).status).toBe(404);
  });
});

describe("bytes a day", () => {
  it("are never more than a key may send, with fifty at once", async () => {
    const { key: made, secret } = await makeKey({ bytesPerDay: 10_000 });
    const asked = Array.from({ length: 50 }, () => tus(service.url, post({ ...by(secret), "upload-length": 1_000 })));
    const answers = await Promise.all(asked);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter(({ problem }) => problem.code === "quota-reached")).toHaveLength(40);
    expect(await usedBytes(made.id)).toBe(10_000);
  });

  it("are counted once", async () => {
    const { key: made, secret } = await makeKey({ bytesPerDay: 10_000 });
    const id = await begin(3, secret);
    await add(id, 0, "abc", secret);
    expect(await usedBytes(made.id)).toBe(3);
    await sweep();
    expect(await usedBytes(made.id)).toBe(3);
  });
});

it("tells nobody what it was sent, in no line of its log", async () => {
  await sendByTus(service.url, Buffer.from("secret speech"), {
    metadata: { filename: "secret.mp3" },
    headers: by(key),
  });
  expect(JSON.stringify(service.lines())).not.toMatch(/secret|c2VjcmV0|sw_/);
  expect(service.lines().map(({ route }) => route)).toContain(`${RESUMABLE}/:id`);
});

function post(headers: Record<string, string | number> = {}) {
  return { method: "POST", headers };
}

describe("a page on another site that is listed", () => {
  it.each(["POST", "HEAD", "PATCH", "DELETE"])("is told before a %s that it may, without a key", async (method) => {
    const wants = "authorization,content-type,tus-resumable,upload-length,upload-metadata,upload-offset";
    const answer = await fetch(`${service.url}/api/v1/resumable-uploads/${randomUUID()}`, {
      method: "OPTIONS",
      headers: { origin: PAGE, "access-control-request-method": method, "access-control-request-headers": wants },
    });
    const said = (name: string) => answer.headers.get(`access-control-allow-${name}`);
    expect([answer.status, said("origin"), said("headers")]).toEqual([204, PAGE, wants]);
    expect(said("methods")).toContain(method);
  });

  it("is told what tus can do here, and nothing of what is not here", async () => {
    const options = (path: string) =>
      fetch(`${service.url}/api/v1/${path}`, { method: "OPTIONS", headers: { origin: PAGE } });
    const tusHere = await options("resumable-uploads");
    expect([tusHere.status, tusHere.headers.get("tus-version"), tusHere.headers.get("tus-max-size")]).toEqual([
      204,
      "1.0.0",
      "20000000",
    ]);
    expect((await options("nothing")).status).toBe(404);
  });

  it("may read why it is refused", async () => {
    const headers = { origin: PAGE, authorization: "Bearer gone" };
    const refused = await fetch(`${service.url}/api/v1/me`, { headers });
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([401, PAGE]);
  });

  it("may read where an upload is and how far it has come", async () => {
    const headers = { ...by(key), origin: PAGE, "tus-resumable": "1.0.0", "upload-length": "5" };
    const { status, headers: said } = await fetch(`${service.url}/api/v1/resumable-uploads`, {
      method: "POST",
      headers,
    });
    expect([status, said.get("access-control-allow-origin")]).toEqual([201, PAGE]);
    for (const name of ["Location", "Upload-Offset", "Upload-Expires", "Tus-Resumable", "Retry-After"])
      expect(said.get("access-control-expose-headers")).toContain(name);
  });
});
