import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Browser, openBrowser } from "../../../test/support/browser.ts";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { SOON_MS } from "../../../test/support/patience.ts";
import { endKey, rotateKey } from "../../actions/keys/change-key.ts";
import { createKey } from "../../actions/keys/create-key.ts";
import { NO_LIMITS } from "../../domain/api-key.ts";
import type { Scope } from "../../domain/scope.ts";
import { openApp } from "../testing/open-app.ts";

let service: OpenService;
let browser: Browser;
beforeAll(async () => {
  service = await openService({ wantsKeys: true });
}, SLOW_START_MS);
beforeEach(async () => {
  browser = openBrowser();
  await service.services.db.deleteFrom("request_counts").execute();
});
afterAll(() => service.close());

/** What these tests read of answers; what is not there they do not ask for. */
interface Answer {
  readonly code: string;
  readonly id: string;
  readonly tenant: string;
  readonly scopes: readonly string[];
  readonly ways: readonly string[];
  readonly jobs: readonly object[];
}

interface Rights {
  readonly tenant?: string;
  readonly expiresAt?: Date;
  readonly requestsPerMinute?: number;
}
const make = (scopes: readonly Scope[], { tenant = "local", expiresAt, requestsPerMinute = 1000 }: Rights = {}) =>
  createKey(service.services, {
    tenant,
    name: "a test",
    actor: "operator",
    scopes,
    models: null,
    origins: null,
    limits: { ...NO_LIMITS, requestsPerMinute },
    expiresAt: expiresAt ?? null,
  });

async function ask(method: string, path: string, { headers, body, visitor = browser }: Asked = {}) {
  const response = await visitor.ask(service.url + path, {
    method,
    headers: { ...headers, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = (text === "" ? {} : JSON.parse(text)) as Answer; // see there
  return { status: response.status, headers: response.headers, answer };
}
interface Asked {
  readonly headers?: Record<string, string>;
  readonly body?: object;
  readonly visitor?: Browser;
}
const signIn = (key: string, asked: Asked = {}) => ask("POST", "/api/v1/sign-in", { ...asked, body: { key } });
const status = async (visitor = browser) => (await ask("GET", "/api/v1/me", { visitor })).status;

async function lastly() {
  const [row] = await service.services.db.selectFrom("audit_log").selectAll().orderBy("id", "desc").limit(1).execute();
  return { tenant: row?.tenant_id, actor: row?.actor, action: row?.action, detail: row?.detail };
}

describe("signing in with a key", () => {
  it("opens a session that may do what the key may, and is not kept", async () => {
    const { key, secret } = await make(["read"], { tenant: "acme" });
    const { headers, answer } = await signIn(` ${secret}`);
    expect(answer).toMatchObject({ tenant: "acme", scopes: ["read"], expiresAt: expect.stringMatching(/^\d{4}-/) });
    expect(headers.get("set-cookie")).toMatch(
      /^scribewell=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(await lastly()).toEqual({
      tenant: "acme",
      actor: `key/${key.id}`,
      action: "signed-in",
      detail: { by: "key" },
    });
    expect((await ask("GET", "/api/v1/me")).answer).toMatchObject({ id: key.id, tenant: "acme", user: null });
    expect((await ask("DELETE", "/api/v1/users/x")).answer).toMatchObject({ code: "scope-missing" });
    const token = browser.cookies(service.url).get("scribewell") ?? "";
    const rows = JSON.stringify(await service.services.db.selectFrom("sessions").selectAll().execute());
    for (const hidden of [token, Buffer.from(token, "base64url").toString("hex"), secret])
      expect(rows + JSON.stringify(service.lines())).not.toContain(hidden);
  });

  it("counts against the limits of the key", async () => {
    const { secret } = await make(["read"], { requestsPerMinute: 2 });
    await signIn(secret);
    expect([await status(), await status(), await status()]).toEqual([200, 200, 429]);
  });

  it("is refused to keys that are unknown, of another secret, expired or revoked", async () => {
    const [expired, revoked] = [await make(["read"], { expiresAt: new Date(0) }), await make(["read"])];
    await endKey(service.services, { tenant: "local", id: revoked.key.id, actor: "operator" });
    const wrong = revoked.secret.slice(0, -43) + "x".repeat(43);
    const unknown = `sw_0123456789abcdef_${"x".repeat(43)}`;
    for (const secret of [expired.secret, revoked.secret, wrong, unknown, "no key", ""]) {
      const { status: refused, answer } = await signIn(secret);
      expect([refused, answer.code]).toEqual([401, "key-refused"]);
    }
    expect(browser.cookies(service.url).size).toBe(0);
    expect(await lastly()).toEqual({
      tenant: "local",
      actor: "client",
      action: "key-refused",
      detail: { key: revoked.key.id },
    });
  });

  it("can be tried so often in a minute from one address", async () => {
    // More than there is room for again while they are sent.
    const tries = await Promise.all(Array.from({ length: 80 }, () => signIn("no key")));
    const codes = tries.map(({ status: of, answer }) => `${of} ${answer.code}`);
    expect(new Set(codes)).toEqual(new Set(["401 key-refused", "429 rate-limit-reached"]));
    expect(codes.filter((code) => code.startsWith("401")).length).toBeGreaterThanOrEqual(60);
    const counted = await service.services.db.selectFrom("request_counts").select("name").execute();
    expect(JSON.stringify(counted)).not.toMatch(/127\.0\.0\.1|::1/);
  });

  it("ends the session the browser had", async () => {
    const { secret } = await make(["read"]);
    await signIn(secret);
    const earlier = openBrowser();
    for (const [name, value] of browser.cookies(service.url)) earlier.cookies(service.url).set(name, value);
    expect(await status(earlier)).toBe(200);
    await signIn(secret);
    expect([await status(earlier), await status()]).toEqual([401, 200]);
  });
});

describe("a session", () => {
  it("is not asked where a key is given", async () => {
    await signIn((await make(["read"])).secret);
    const other = await make(["admin"], { tenant: "acme" });
    const headers = { authorization: `Bearer ${other.secret}` };
    expect((await ask("GET", "/api/v1/me", { headers })).answer).toMatchObject({ id: other.key.id });
    expect((await ask("GET", "/api/v1/me", { headers: { "x-api-key": "wrong" } })).status).toBe(401);
  });

  it("is not believed of a page of another site", async () => {
    await signIn((await make(["admin"])).secret);
    const body = { name: "planted", scopes: ["admin"], limits: { requestsPerMinute: 1000 } };
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "https://evil.example", "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" },
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
    ])
      for (const path of ["/api/v1/keys", "/api/v1/sign-in", "/api/v1/sign-out"])
        expect(await ask("POST", path, { headers, body })).toMatchObject({
          status: 403,
          answer: { code: "origin-refused" },
        });
    const made = service.services.db.selectFrom("api_keys").select("id").where("name", "=", "planted");
    expect(await made.execute()).toEqual([]);
    const own = { origin: service.url, "sec-fetch-site": "same-origin" };
    expect((await ask("POST", "/api/v1/keys", { headers: own, body })).status).toBe(201);
  });

  it("ends with signing out, which is harmless without one", async () => {
    const { key, secret } = await make(["read"]);
    await signIn(secret);
    const kept = openBrowser();
    for (const [name, value] of browser.cookies(service.url)) kept.cookies(service.url).set(name, value);
    expect(await status()).toBe(200);
    expect((await ask("POST", "/api/v1/sign-out")).status).toBe(204);
    expect(await lastly()).toEqual({ tenant: "local", actor: `key/${key.id}`, action: "signed-out", detail: {} });
    expect(browser.cookies(service.url).size).toBe(0);
    expect((await ask("GET", "/api/v1/me", { visitor: kept })).answer).toMatchObject({ code: "key-missing" });
    expect((await ask("POST", "/api/v1/sign-out")).status).toBe(204);
    expect(await lastly()).toMatchObject({ action: "signed-out" });
  });

  it("is over within five seconds when its key or its time is, and not before", { timeout: 3 * SOON_MS }, async () => {
    const { db } = service.services;
    const of = (id: string) => db.updateTable("sessions").where("key_id", "=", id);
    const done = { tenant: "local", actor: "operator" } as const;
    const ends: Record<string, (id: string) => Promise<unknown>> = {
      revoked: (id) => endKey(service.services, { ...done, id }),
      rotated: (id) => rotateKey(service.services, { ...done, id, graceSeconds: 0 }),
      idle: (id) =>
        of(id)
          .set({ seen_at: new Date(Date.now() - 12 * 3600e3 - 1000) })
          .execute(),
      old: (id) =>
        of(id)
          .set({ expires_at: new Date(0) })
          .execute(),
    };
    const stays: typeof ends = {
      turned: (id) => rotateKey(service.services, { ...done, id, graceSeconds: 60 }),
      rested: (id) =>
        of(id)
          .set({ seen_at: new Date(Date.now() - 11 * 3600e3) })
          .execute(),
    };
    async function live([name, happen]: [string, (id: string) => Promise<unknown>]) {
      const visitor = openBrowser();
      const { key, secret } = await make(["read"]);
      await signIn(secret, { visitor });
      expect([name, await status(visitor)]).toEqual([name, 200]);
      await happen(key.id);
      return visitor;
    }
    const [ending, staying] = [
      await Promise.all(Object.entries(ends).map(live)),
      await Promise.all(Object.entries(stays).map(live)),
    ];
    for (const visitor of ending) await expect.poll(() => status(visitor), { timeout: SOON_MS }).toBe(401);
    for (const visitor of staying) expect(await status(visitor)).toBe(200);
  });

  it("of nonsense is none", async () => {
    for (const token of ["", "x", "x".repeat(43), `${"x".repeat(43)}%00`]) {
      browser.cookies(service.url).set("scribewell", token);
      expect(await status()).toBe(401);
    }
  });
});

describe("where browsers ask by https", () => {
  it("the cookie is of this host alone, and no other is read", async () => {
    const { secret } = await make(["read"]);
    const headers = { "x-forwarded-proto": "https" };
    const { headers: answered } = await signIn(secret, { headers });
    expect(answered.get("set-cookie")).toMatch(/^__Host-scribewell=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure;/);
    expect((await ask("GET", "/api/v1/me", { headers })).status).toBe(200);
    const token = browser.cookies(service.url).get("__Host-scribewell") ?? "";
    const tossed = openBrowser();
    tossed.cookies(service.url).set("scribewell", token);
    expect((await ask("GET", "/api/v1/me", { headers, visitor: tossed })).status).toBe(401);
  });
});

describe("where nobody is asked for a key", () => {
  it("there is nothing to sign in to, and that is said", async () => {
    const { app, url } = await openApp({});
    const read = async (method: string, path: string) => {
      const body = method === "POST" && path.endsWith("in") ? { body: '{"key":"x"}' } : {};
      const headers = { "content-type": "application/json" };
      const response = await fetch(url + path, { method, ...body, ...("body" in body && { headers }) });
      return response.status === 204 ? { status: 204 } : ((await response.json()) as object);
    };
    expect(await read("GET", "/api/v1/sign-in")).toEqual({ ways: [] });
    expect(await read("POST", "/api/v1/sign-in")).toMatchObject({ code: "sign-in-off", status: 404 });
    expect(await read("GET", "/api/v1/sign-in/oidc")).toMatchObject({ code: "sign-in-off" });
    expect(await read("GET", "/api/v1/sign-in/oidc/callback?state=x")).toMatchObject({ code: "sign-in-off" });
    expect(await read("POST", "/api/v1/sign-out")).toEqual({ status: 204 });
    await app.close();
  });

  it("and without a provider there is signing in with a key alone", async () => {
    expect((await ask("GET", "/api/v1/sign-in")).answer).toEqual({ ways: ["key"] });
    expect((await ask("GET", "/api/v1/sign-in/oidc")).answer).toMatchObject({ code: "sign-in-off" });
  });
});
