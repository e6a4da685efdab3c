import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../../test/support/browser.ts";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { createKey } from "../../actions/keys/create-key.ts";
import { firstKey } from "../../actions/keys/first-key.ts";
import { refusalNotes } from "../../actions/keys/note-refusal.ts";
import { sessionKeeper } from "../../actions/sign-in/session-keeper.ts";
import { inviteUser } from "../../actions/users/invite-user.ts";
import { NO_LIMITS } from "../../domain/api-key.ts";
import type { RequestCounter } from "../../ports/request-counter.ts";

let service: OpenService;
let first: string;
beforeAll(async () => {
  service = await openService({ wantsKeys: true });
  first = (await firstKey(service.services)) ?? "";
}, SLOW_START_MS);
afterAll(() => service.close());

/** What these tests read of answers; what is not there they do not ask for. */
interface Answer {
  readonly id: string;
  readonly key: string;
  readonly code: string;
  readonly detail: string;
  readonly entries: readonly object[];
}

type Headers = Record<string, string>;

async function ask(who: Headers, method: string, path: string, body?: object) {
  const headers = { ...who, ...(body && { "content-type": "application/json" }) };
  const response = await fetch(`${service.url}/api/v1${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer }; // see there
}

const by = (key: string): Headers => ({ authorization: `Bearer ${key}` });
const make = async (body: object) => (await ask(by(first), "POST", "/keys", { name: "a test", ...body })).body;
const firstId = () => first.slice(3, 19);
const refused = { status: 403, body: { code: "scope-missing" } };

/** A log of nothing: what would be logged does not happen here. */
const unasked = () => service.app.log as never; // its type is of the library that the app logs with

/** The headers of an admin who has signed in. */
async function admin(): Promise<Headers> {
  const { services } = service;
  const tenant = "local";
  const asked = { tenant, email: "ada@example.org", role: "admin", name: null, actor: "operator" } as const;
  const { id } = await inviteUser(services, asked);
  const keeper = sessionKeeper({ ...services, log: unasked() }, async () => undefined);
  const { token } = await keeper.open({ tenant, owner: { user: id }, by: "oidc" });
  return { cookie: `scribewell=${token}`, origin: service.url };
}

describe("a key that may do more than who asks", () => {
  it("is given no other secret and not changed by them, and may be revoked", async () => {
    const lesser = await make({ scopes: ["admin"] });
    for (const who of [await admin(), by(lesser.key)]) {
      expect(await ask(who, "POST", `/keys/${firstId()}/rotate`)).toMatchObject(refused);
      for (const change of [{ name: "mine" }, { scopes: ["admin"] }])
        expect(await ask(who, "PATCH", `/keys/${firstId()}`, change)).toMatchObject(refused);
      expect(await ask(who, "POST", "/keys", { name: "operator", scopes: ["operate"] })).toMatchObject(refused);
      expect(await ask(who, "PATCH", `/keys/${lesser.id}`, { scopes: ["operate"] })).toMatchObject(refused);
      const operator = await make({ scopes: ["operate"] });
      expect((await ask(who, "DELETE", `/keys/${operator.id}`)).status).toBe(200);
    }
    expect((await ask(by(first), "POST", `/keys/${lesser.id}/rotate`)).status).toBe(200);
  });
});

describe("an admin key with bounds", () => {
  const BOUNDS = {
    scopes: ["admin"],
    models: ["onnx/a", "onnx/b"],
    origins: ["https://App.example.org"],
    limits: { requestsPerMinute: 1000, openJobs: 10, bytesPerDay: 1000, minutesPerMonth: 60 },
    expiresAt: "2099-01-31T00:00:00.000Z",
  };
  const within = {
    scopes: ["read"],
    models: ["onnx/b"],
    origins: ["https://app.example.org"],
    limits: { ...BOUNDS.limits, openJobs: 9 },
    expiresAt: "2098-01-31T00:00:00.000Z",
  };
  const WIDER: readonly [string, object][] = [
    ["models", { models: null }],
    ["models", { models: ["onnx/b", "onnx/c"] }],
    ["origins", { origins: null }],
    ["origins", { origins: ["https://other.example.org"] }],
    ["expiresAt", { expiresAt: null }],
    ["expiresAt", { expiresAt: "2099-01-31T00:00:01.000Z" }],
    ["requestsPerMinute", { limits: { ...BOUNDS.limits, requestsPerMinute: 1001 } }],
    ["openJobs", { limits: { ...BOUNDS.limits, openJobs: null } }],
    ["bytesPerDay", { limits: { ...BOUNDS.limits, bytesPerDay: 1001 } }],
    ["minutesPerMonth", { limits: { ...BOUNDS.limits, minutesPerMonth: 61 } }],
  ];

  it("makes, changes and turns keys within them, itself too", async () => {
    const bounded = await make(BOUNDS);
    const made = await ask(by(bounded.key), "POST", "/keys", { name: "within", ...within });
    expect(made.status).toBe(201);
    expect((await ask(by(bounded.key), "PATCH", `/keys/${made.body.id}`, { origins: [] })).status).toBe(200);
    for (const { id } of [made.body, bounded]) {
      expect((await ask(by(bounded.key), "PATCH", `/keys/${id}`, { name: "renamed" })).status).toBe(200);
      expect((await ask(by(bounded.key), "POST", `/keys/${id}/rotate`)).status).toBe(200);
    }
  });

  it.each(WIDER)("gives nobody more: %s %j", async (name, more) => {
    const bounded = await make(BOUNDS);
    const less = await make(within);
    const wider = await make({ ...within, ...more });
    const asked = [
      ["POST", "/keys", { name: "wider", ...within, ...more }],
      ["PATCH", `/keys/${less.id}`, more],
      ["PATCH", `/keys/${bounded.id}`, more],
      ["PATCH", `/keys/${wider.id}`, { name: "renamed" }],
      ["POST", `/keys/${wider.id}/rotate`],
    ] as const;
    for (const [method, path, body] of asked) {
      const answer = await ask(by(bounded.key), method, path, body);
      expect(answer).toMatchObject(refused);
      expect(answer.body.detail).toContain(`in ${name}.`);
    }
    expect((await ask(by(bounded.key), "PATCH", `/keys/${wider.id}`, within)).status).toBe(200);
  });

  it("gives no user anything, whom nothing would bound, and may take from them", async () => {
    const { key } = await make({ scopes: ["admin"], limits: { requestsPerMinute: 1000 } });
    for (const role of ["viewer", "admin"]) {
      const answer = await ask(by(key), "POST", "/users", { email: "new@example.org", role });
      expect(answer).toMatchObject(refused);
      expect(answer.body.detail).toContain("in requestsPerMinute.");
    }
    const { id } = (await ask(by(first), "POST", "/users", { email: "new@example.org", role: "member" })).body;
    for (const role of ["admin", "viewer"])
      expect(await ask(by(key), "PATCH", `/users/${id}`, { role })).toMatchObject(refused);
    expect((await ask(by(key), "PATCH", `/users/${id}`, { name: "New", disabled: true })).status).toBe(200);
    expect(await ask(by(key), "PATCH", `/users/${id}`, { disabled: false })).toMatchObject(refused);
    expect((await ask(by(first), "PATCH", `/users/${id}`, { disabled: false, role: "viewer" })).status).toBe(200);
  });
});

describe("the last key that administers a tenant", () => {
  const rights = { models: null, origins: null, limits: NO_LIMITS, expiresAt: null };
  const adminOf = (tenant: string) =>
    createKey(service.services, { ...rights, tenant, name: "admin", scopes: ["admin"], actor: "operator" });
  const lastAdmin = { status: 409, body: { code: "last-admin" } };

  it("is not ended nor made less, until there is another key or an admin", async () => {
    const { key, secret } = await adminOf("lonely");
    const ends = [
      ["DELETE", undefined],
      ["PATCH", { scopes: ["read"] }],
      ["PATCH", { expiresAt: "2020-01-01T00:00:00Z" }],
    ] as const;
    for (const [method, body] of ends)
      expect(await ask(by(secret), method, `/keys/${key.id}`, body)).toMatchObject(lastAdmin);
    expect((await ask(by(secret), "PATCH", `/keys/${key.id}`, { name: "still here" })).status).toBe(200);
    await ask(by(secret), "POST", "/users", { email: "eve@example.org", role: "admin" });
    expect((await ask(by(secret), "DELETE", `/keys/${key.id}`)).status).toBe(200);
  });
});

describe("the audit log", () => {
  it("tells what a key may do from then on, and not what it is called", async () => {
    const made = await make({ scopes: ["read"], models: ["onnx/a"] });
    const changes = { name: "hidden", scopes: ["submit"], models: null, origins: ["https://app.example.org"] };
    const rest = { limits: { openJobs: 2 }, expiresAt: "2099-01-31T00:00:00.000Z" };
    await ask(by(first), "PATCH", `/keys/${made.id}`, { ...changes, ...rest });
    const { entries } = (await ask(by(first), "GET", "/audit?limit=2")).body;
    const { name, ...told } = changes;
    expect(entries).toMatchObject([
      {
        action: "key-changed",
        detail: { key: made.id, ...told, limits: { ...NO_LIMITS, openJobs: 2 }, expiresAt: rest.expiresAt },
      },
      {
        action: "key-created",
        detail: { key: made.id, scopes: ["read"], models: ["onnx/a"], origins: null, limits: NO_LIMITS },
      },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/hidden|a test|sw_/);
  });

  it("is not filled by those who know what names a key", async () => {
    const { id } = await make({ scopes: ["read"] });
    const wrong = `sw_${id}_${"x".repeat(43)}`;
    const signIn = () =>
      openBrowser().ask(`${service.url}/api/v1/sign-in`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ key: wrong }),
      });
    const tries = Array.from({ length: 5 }, () => [ask(by(wrong), "GET", "/jobs"), signIn()]);
    for (const { status } of await Promise.all(tries.flat())) expect(status).toBe(401);
    const { entries } = (await ask(by(first), "GET", "/audit?limit=100")).body;
    const noted = entries.filter((entry) => JSON.stringify(entry).includes("key-refused"));
    expect(noted).toMatchObject([{ actor: "client", action: "key-refused", detail: { key: id } }]);
  });

  it("is filled no faster by several processes, each of which asks once what the others have noted", async () => {
    const { services } = service;
    const { key } = await createKey(services, {
      tenant: "busy",
      name: "a test",
      actor: "operator",
      scopes: ["read"],
      models: null,
      origins: null,
      limits: NO_LIMITS,
      expiresAt: null,
    });
    let asked = 0;
    const count: RequestCounter["count"] = (...what) => {
      asked += 1;
      return services.requests.count(...what);
    };
    const processes = [0, 1].map(() => refusalNotes({ ...services, log: unasked(), requests: { count } }));
    await Promise.all([0, 1, 2].flatMap(() => processes.map((note) => note(key))));
    expect(asked).toBe(2);
    const noted = services.db.selectFrom("audit_log").select("action").where("tenant_id", "=", "busy").orderBy("id");
    expect(await noted.execute()).toEqual([{ action: "key-created" }, { action: "key-refused" }]);
  });
});
