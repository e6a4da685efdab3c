import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, openBrowser } from "../../../test/support/browser.ts";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { SOON_MS } from "../../../test/support/patience.ts";
import { endKey } from "../../actions/keys/change-key.ts";
import { createKey } from "../../actions/keys/create-key.ts";
import { knownKeys } from "../../actions/keys/known-keys.ts";
import { sessionKeeper } from "../../actions/sign-in/session-keeper.ts";
import { NO_LIMITS } from "../../domain/api-key.ts";

let service: OpenService;
let admin: string;
let foreign: string;

const adminOf = (tenant: string) =>
  createKey(service.services, {
    tenant,
    name: "a test",
    actor: "operator",
    scopes: ["admin"],
    models: null,
    origins: null,
    limits: NO_LIMITS,
    expiresAt: null,
  });

beforeAll(async () => {
  service = await openService({ wantsKeys: true });
  [admin, foreign] = [(await adminOf("local")).secret, (await adminOf("acme")).secret];
}, SLOW_START_MS);
afterAll(() => service.close());

/** What these tests read of answers; what is not there they do not ask for. */
interface Answer {
  readonly id: string;
  readonly code: string;
  readonly next: string | null;
  readonly users: readonly { readonly email: string }[];
  readonly entries: readonly object[];
}

async function ask(method: string, path: string, { key = admin, body }: { key?: string; body?: object } = {}) {
  const headers = { authorization: `Bearer ${key}`, ...(body && { "content-type": "application/json" }) };
  const response = await fetch(service.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, answer: (text === "" ? {} : JSON.parse(text)) as Answer }; // see there
}

const invite = async (email: string, role = "member", key = admin) =>
  (await ask("POST", "/api/v1/users", { key, body: { email, role } })).answer;
const change = (id: string, body: object, key = admin) => ask("PATCH", `/api/v1/users/${id}`, { key, body });

/** A browser in which a user is signed in, however that came about. */
async function browserOf(user: string, tenant = "local"): Promise<Browser> {
  const { services } = service;
  const log = service.app.log as never; // it is not asked here
  const keeper = sessionKeeper({ ...services, log }, knownKeys({ db: services.db, log }));
  const { token } = await keeper.open({ tenant, owner: { user }, by: "oidc" });
  const browser = openBrowser();
  browser.cookies(service.url).set("scribewell", token);
  return browser;
}
const statusOf = async (browser: Browser, path = "/api/v1/me") => (await browser.ask(service.url + path)).status;

describe("a user", () => {
  it("is invited, read, changed and removed, and the log keeps their id alone", async () => {
    const body = { email: "Lovelace@Example.org", role: "member", name: "Lovelace" };
    const made = await ask("POST", "/api/v1/users", { body });
    expect(made).toMatchObject({
      status: 201,
      answer: { email: "lovelace@example.org", name: "Lovelace", role: "member", state: "invited", tenant: "local" },
    });
    const { id } = made.answer;
    expect((await ask("GET", `/api/v1/users/${id}`)).answer).toEqual(made.answer);
    expect(await change(id, { role: "viewer", disabled: true, name: null })).toMatchObject({
      status: 200,
      answer: { role: "viewer", state: "disabled", name: null, disabledAt: expect.stringMatching(/^\d{4}-/) },
    });
    expect(await change(id, { disabled: false })).toMatchObject({ answer: { state: "invited", disabledAt: null } });
    expect((await ask("DELETE", `/api/v1/users/${id}`)).status).toBe(204);
    expect(await ask("GET", `/api/v1/users/${id}`)).toMatchObject({ status: 404, answer: { code: "user-not-found" } });
    const { entries } = (await ask("GET", "/api/v1/audit")).answer;
    expect(entries.slice(0, 4)).toMatchObject([
      { action: "user-removed", actor: expect.stringMatching(/^key\//), detail: { user: id } },
      { action: "user-changed", detail: { user: id, changed: ["isDisabled"], role: "viewer", disabled: false } },
      {
        action: "user-changed",
        detail: {
          user: id,
          changed: ["name", "role", "isDisabled"],
          roleBefore: "member",
          role: "viewer",
          disabled: true,
        },
      },
      { action: "user-invited", detail: { user: id, role: "member" } },
    ]);
    expect(JSON.stringify([entries, service.lines()])).not.toMatch(/lovelace|example\.org/i);
  });

  it("is one of their address in a tenant, however it is written", async () => {
    await invite("bob@example.org");
    const again = await ask("POST", "/api/v1/users", { body: { email: "BOB@example.ORG", role: "viewer" } });
    expect(again).toMatchObject({ status: 409, answer: { code: "user-exists" } });
    expect(await invite("bob@example.org", "viewer", foreign)).toMatchObject({ tenant: "acme" });
  });

  it.each([
    [{ email: "bob", role: "member" }],
    [{ email: "a@b", role: "owner" }],
    [{ email: "a b@example.org", role: "member" }],
    [{ email: "a\u0000@example.org", role: "member" }],
    [{ email: `${"a".repeat(65)}@example.org`, role: "member" }],
    [{ email: "a@example.org" }],
    [{ email: "a@example.org", role: "member", tenant: "acme" }],
  ])("is not made of %j", async (body) => {
    expect(await ask("POST", "/api/v1/users", { body })).toMatchObject({
      status: 400,
      answer: { code: "request-invalid" },
    });
  });

  it("is of their tenant alone", async () => {
    const { id } = await invite("carl@example.org");
    for (const [method, body] of [["GET"], ["PATCH", { role: "admin" }], ["DELETE"]] as const)
      expect(await ask(method, `/api/v1/users/${id}`, { key: foreign, ...(body && { body }) })).toMatchObject({
        status: 404,
        answer: { code: "user-not-found" },
      });
    const { users } = (await ask("GET", "/api/v1/users", { key: foreign })).answer;
    expect(users.map(({ email }) => email)).toEqual(["bob@example.org"]);
    expect(await ask("GET", "/api/v1/users/none")).toMatchObject({ answer: { code: "user-not-found" } });
  });

  it("is found page by page", async () => {
    const emails: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const { users, next }: Answer = (await ask("GET", `/api/v1/users?limit=1${after && `&after=${after}`}`)).answer;
      emails.push(...users.map(({ email }) => email));
      after = next;
    }
    expect(emails).toEqual(["carl@example.org", "bob@example.org"]);
    expect(await ask("GET", "/api/v1/users?after=x")).toMatchObject({
      status: 400,
      answer: { code: "option-invalid" },
    });
  });
});

it("signs out who is disabled, removed or given another role, within five seconds", {
  timeout: 3 * SOON_MS,
}, async () => {
  const [disabled, removed, changed, renamed] = await Promise.all(
    ["d", "r", "c", "n"].map(async (name) => {
      const { id } = await invite(`${name}@out.example.org`);
      return { id, browser: await browserOf(id) };
    }),
  );
  if (!disabled || !removed || !changed || !renamed) throw new Error("There are four");
  for (const { browser } of [disabled, removed, changed, renamed]) expect(await statusOf(browser)).toBe(200);
  await change(disabled.id, { disabled: true });
  await change(disabled.id, { disabled: false });
  await ask("DELETE", `/api/v1/users/${removed.id}`);
  await change(changed.id, { role: "viewer" });
  await change(renamed.id, { name: "Nora" });
  for (const { browser } of [disabled, removed, changed])
    await expect.poll(() => statusOf(browser), { timeout: SOON_MS }).toBe(401);
  expect(await statusOf(renamed.browser)).toBe(200);
});

it("lets a viewer read, and nothing else", async () => {
  const { id } = await invite("viewer@example.org", "viewer");
  const browser = await browserOf(id);
  expect(await statusOf(browser, "/api/v1/jobs")).toBe(200);
  for (const [method, path] of [
    ["GET", ""],
    ["POST", ""],
    ["GET", `/${id}`],
    ["PATCH", `/${id}`],
    ["DELETE", `/${id}`],
  ])
    expect((await browser.ask(`${service.url}/api/v1/users${path}`, { method: method ?? "" })).status).toBe(403);
  const erase = await browser.ask(`${service.url}/api/v1/jobs/${id}?purge=true`, { method: "DELETE" });
  expect(await erase.json()).toMatchObject({ code: "scope-missing", detail: expect.stringContaining("Your role") });
});

describe("the last who administers a tenant", () => {
  it("cannot lock it, and two cannot lock each other out at once", async () => {
    const made = await adminOf("lonely");
    const [one, two] = [
      await invite("one@example.org", "admin", made.secret),
      await invite("two@example.org", "admin", made.secret),
    ];
    await endKey(service.services, { tenant: "lonely", id: made.key.id, actor: "operator" });
    const browser = await browserOf(one.id, "lonely");
    const alter = (id: string, body: object) =>
      browser.ask(`${service.url}/api/v1/users/${id}`, {
        method: "PATCH",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const both = await Promise.all([alter(two.id, { disabled: true }), alter(one.id, { role: "viewer" })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const admins = service.services.db.selectFrom("users").select("id").where("tenant_id", "=", "lonely");
    expect(await admins.where("role", "=", "admin").where("disabled_at", "is", null).execute()).toHaveLength(1);
  });

  it("may go where a key administers it", async () => {
    const { id } = await invite("three@example.org", "admin", foreign);
    expect((await change(id, { role: "viewer" }, foreign)).status).toBe(200);
  });
});
