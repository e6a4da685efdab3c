import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Browser, openBrowser } from "../../../test/support/browser.ts";
import { freePort } from "../../../test/support/free-port.ts";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { CLIENT, startOpenIdServer } from "../../../test/support/openid-server.ts";
import { changeUser } from "../../actions/users/change-user.ts";
import { inviteUser } from "../../actions/users/invite-user.ts";
import type { Role } from "../../domain/user.ts";
import { openIdProvider } from "../../sign-in/openid-provider.ts";

type Server = Awaited<ReturnType<typeof startOpenIdServer>>;

const SCOPES = "openid email profile";
const CALLBACK = "/api/v1/sign-in/oidc/callback";

let server: Server;
let service: OpenService;
let browser: Browser;

beforeAll(async () => {
  server = await startOpenIdServer();
  const provider = openIdProvider({ issuer: server.issuer, ...CLIENT, scopes: SCOPES });
  service = await openService({
    wantsKeys: true,
    signIn: { provider, tenant: "local", newUsers: null, admins: ["boss@example.org"] },
  });
  server.open([service.url + CALLBACK]);
}, SLOW_START_MS);
beforeEach(async () => {
  browser = openBrowser();
  await service.services.db.deleteFrom("request_counts").execute();
});
afterAll(async () => {
  await service.close();
  await server.close();
});

const invite = (email: string, role: Role = "member", tenant = "local") =>
  inviteUser(service.services, { tenant, email, role, name: null, actor: "operator" });

const begin = (query = "") => `${service.url}/api/v1/sign-in/oidc${query}`;
/** Where the service is come back to, and not asked yet. */
const back = (url: string) => url.startsWith(service.url + CALLBACK);
/** What the interface would be, which is not there. */
const arrived = (url: string) => url.startsWith(service.url) && !url.includes("/api/");

async function signIn(query = "", visitor = browser) {
  const { url, response } = await visitor.follow(begin(query), arrived);
  return { url, problem: response && ((await response.json()) as { code: string; detail: string; status: number }) };
}

const me = async (visitor = browser) => (await visitor.ask(`${service.url}/api/v1/me`)).json();

/** What the audit log says happened last. */
async function lastly() {
  const [row] = await service.services.db.selectFrom("audit_log").selectAll().orderBy("id", "desc").limit(1).execute();
  return { tenant: row?.tenant_id, actor: row?.actor, action: row?.action, detail: row?.detail };
}

describe("somebody who was invited", () => {
  it("is signed in by their provider, and goes where they wanted to", async () => {
    const { id } = await invite("Ada@Example.org");
    server.become({ sub: "ada", email: "ada@example.org", email_verified: true, name: "Ada" });
    expect(await signIn("?returnTo=/jobs%3Fx=1%23end")).toMatchObject({ url: `${service.url}/jobs?x=1#end` });
    expect(await lastly()).toEqual({
      tenant: "local",
      actor: `user/${id}`,
      action: "signed-in",
      detail: { by: "oidc" },
    });
    expect(await me()).toMatchObject({
      scopes: ["submit", "read", "erase", "webhooks"],
      user: {
        id,
        email: "ada@example.org",
        name: "Ada",
        role: "member",
        state: "active",
        lastSeenAt: expect.any(String),
      },
    });
  });

  it("is known by what the provider calls them, whatever their address has become", async () => {
    server.become({ sub: "ada", email: "lovelace@example.org" });
    await signIn();
    expect(await me()).toMatchObject({ user: { email: "ada@example.org" } });
  });

  it("is not whoever has their address after them", async () => {
    server.become({ sub: "another ada", email: "ada@example.org", email_verified: true });
    expect(await signIn()).toMatchObject({ problem: { code: "sign-in-refused", status: 403 } });
  });

  it("may do as their role says, and the log names them", async () => {
    const { id } = await invite("root@example.org", "admin");
    server.become({ sub: "root", email: "root@example.org", email_verified: true });
    await signIn();
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ name: "made by a user" });
    expect((await browser.ask(`${service.url}/api/v1/keys`, { method: "POST", headers, body })).status).toBe(201);
    expect(await lastly()).toMatchObject({ actor: `user/${id}`, action: "key-created" });
    expect((await browser.ask(`${service.url}/metrics`)).status).toBe(403);
  });

  it("has jobs that are the tenant's, and no key's", async () => {
    server.become({ sub: "ada", email: "ada@example.org", email_verified: true });
    await signIn();
    const answer = await browser.ask(`${service.url}/api/v1/transcribe`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ url: "https://example.org/talk.mp3" }),
    });
    const { id } = (await answer.json()) as { id: string };
    const row = service.services.db.selectFrom("jobs").select(["tenant_id", "key_id"]).where("id", "=", id);
    expect(await row.executeTakeFirst()).toEqual({ tenant_id: "local", key_id: null });
    await browser.ask(`${service.url}/api/v1/jobs/${id}?purge=true`, { method: "DELETE" });
    expect(await lastly()).toMatchObject({ actor: expect.stringMatching(/^user\//), action: "job-purged" });
  });

  it("signs in where they were invited to, and nowhere else by that", async () => {
    await invite("guest@example.org", "viewer", "acme");
    server.become({ sub: "guest", email: "guest@example.org", email_verified: true });
    expect(await signIn()).toMatchObject({ problem: { code: "sign-in-refused" } });
    await signIn("?tenant=acme");
    expect(await me()).toMatchObject({ tenant: "acme", user: { tenant: "acme", role: "viewer" } });
  });
});

describe("who may not come in", () => {
  it("is told so on a page where a browser shows it, and as a problem otherwise", async () => {
    const answerTo = async (accept: string, path = `${CALLBACK}?state=<i>`) => {
      const response = await fetch(service.url + path, { headers: { accept } });
      const type = response.headers.get("content-type") ?? "";
      return { status: response.status, type, text: await response.text(), headers: response.headers };
    };
    const browsers = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    const shown = await answerTo(browsers);
    expect(shown).toMatchObject({ status: 403, type: "text/html; charset=utf-8" });
    expect(shown.text).toContain("<h1>Sign-in refused</h1>");
    expect(shown.text).toContain('href="/api/v1/sign-in/oidc">Sign in again</a>');
    expect(shown.text).toContain('<a href="/">Start page</a>');
    expect(shown.text).not.toContain("<i>");
    expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(shown.headers.get("cache-control")).toBe("no-store");
    expect(await answerTo(browsers, `${CALLBACK}?error=access_denied`)).toMatchObject({
      status: 400,
      type: shown.type,
    });
    for (const accept of ["*/*", "application/json", "application/json, text/html;q=0.5"])
      expect(await answerTo(accept)).toMatchObject({
        status: 403,
        type: expect.stringMatching(/^application\/problem\+json/),
      });
  });

  it.each([
    ["was not invited", { sub: "eve", email: "eve@example.org", email_verified: true }, "not-invited"],
    [
      "has an address that is not verified",
      { sub: "ann", email: "ann@example.org", email_verified: false },
      "not-verified",
    ],
    ["has one of which nothing is said", { sub: "ann", email: "ann@example.org" }, "not-verified"],
    ["has none", { sub: "none" }, "not-verified"],
    ["is called an admin by an address not theirs", { sub: "b", email: "boss@example.org" }, "not-verified"],
  ])("%s", async (_who, account, reason) => {
    await invite("ann@example.org").catch(() => {});
    server.become(account);
    expect(await signIn()).toMatchObject({ problem: { code: "sign-in-refused", status: 403 } });
    expect(await lastly()).toEqual({ tenant: "local", actor: "client", action: "sign-in-refused", detail: { reason } });
    expect(browser.cookies(service.url).size).toBe(0);
    const bound = service.services.db.selectFrom("users").select("id").where("subject", "=", account.sub);
    expect(await bound.execute()).toEqual([]);
  });

  it("is disabled", async () => {
    const { id } = await invite("gone@example.org");
    await changeUser(service.services, { tenant: "local", id, actor: "operator", changes: { isDisabled: true } });
    server.become({ sub: "gone", email: "gone@example.org", email_verified: true });
    expect(await signIn()).toMatchObject({ problem: { code: "sign-in-refused" } });
    expect(await lastly()).toMatchObject({ detail: { reason: "disabled" } });
  });

  it("names a tenant that is not there, which then still is not", async () => {
    server.become({ sub: "eve", email: "eve@example.org", email_verified: true });
    expect(await signIn("?tenant=nowhere")).toMatchObject({ problem: { code: "sign-in-refused" } });
    expect(await lastly()).not.toMatchObject({ tenant: "nowhere" });
  });
});

it("makes those admins whom the settings call so, invited or not", async () => {
  server.become({ sub: "boss", email: "Boss@example.org", email_verified: true });
  await signIn();
  expect(await me()).toMatchObject({ user: { email: "boss@example.org", role: "admin" } });
});

describe("what comes back", () => {
  beforeEach(async () => {
    await invite("bob@example.org").catch(() => {});
    server.become({ sub: "bob", email: "bob@example.org", email_verified: true });
  });
  const refused = { code: "sign-in-refused", status: 403 };
  /** By the service itself: the provider was not asked. */
  const unknown = { ...refused, detail: expect.stringContaining("has been used") };
  const answerTo = async (url: string, visitor = browser) => (await visitor.ask(url)).json();

  it("is good once, also for whoever kept the cookie", async () => {
    const { url } = await browser.follow(begin(), back);
    const kept = new Map(browser.cookies(service.url));
    expect((await browser.ask(url)).status).toBe(302);
    const thief = openBrowser();
    for (const [name, value] of kept) thief.cookies(service.url).set(name, value);
    expect(await answerTo(url, thief)).toMatchObject(unknown);
  });

  it("is good in the browser alone that was sent away", async () => {
    const { url } = await browser.follow(begin(), back);
    expect(await answerTo(url, openBrowser())).toMatchObject(unknown);
    expect((await browser.ask(url)).status).toBe(302);
  });

  it("is refused with another state", async () => {
    const { url } = await browser.follow(begin(), back);
    const other = new URL(url);
    other.searchParams.set("state", "another");
    expect(await answerTo(other.href)).toMatchObject(unknown);
  });

  it("is refused when it took too long", async () => {
    const { url } = await browser.follow(begin(), back);
    await service.services.db
      .updateTable("sign_ins")
      .set({ expires_at: new Date(0) })
      .execute();
    expect(await answerTo(url)).toMatchObject(unknown);
  });

  it.each([
    ["nonce", "is for another nonce"],
    ["code_challenge", "was asked for with another challenge"],
  ])("is refused where its %s is another: it %s", async (name) => {
    const { url } = await browser.follow(begin(), (at) => at.startsWith(server.issuer));
    const asked = new URL(url);
    asked.searchParams.set(name, "x".repeat(43));
    const { url: returned } = await browser.follow(asked.href, back);
    expect(new URL(returned).searchParams.get("code")).not.toBeNull();
    expect(await answerTo(returned)).toMatchObject(refused);
  });

  it("may say that the provider refused", async () => {
    const { url } = await browser.follow(begin(), (at) => at.startsWith(server.issuer));
    const state = new URL(url).searchParams.get("state");
    const query = new URLSearchParams({ state: state ?? "", error: "access_denied", iss: server.issuer });
    expect(await answerTo(`${service.url}${CALLBACK}?${query}`)).toMatchObject(refused);
  });

  it("needs a state", async () => {
    expect(await answerTo(`${service.url}${CALLBACK}?code=x`)).toMatchObject({ code: "request-invalid", status: 400 });
  });
});

it.each(["https://evil.example/", "//evil.example", "/\\evil.example", "/.//evil.example", "jobs"])(
  "sends nobody on to %s",
  async (place) => {
    const answer = await browser.ask(begin(`?returnTo=${encodeURIComponent(place)}`));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: "request-invalid",
      errors: [{ in: "query", field: "returnTo" }],
    });
  },
);

describe("where a browser comes back to", () => {
  const callbackOf = ({ status, headers }: Response) => ({
    status,
    callback: new URL(headers.get("location") ?? "none:").searchParams.get("redirect_uri"),
  });

  it("is what a proxy says where they say nothing", async () => {
    const sent = await browser.ask(begin(), { headers: { "x-forwarded-proto": "https, http" } });
    const callback = service.url.replace("http:", "https:") + CALLBACK;
    expect(callbackOf(sent)).toEqual({ status: 302, callback });
  });

  it("is what the settings say", async () => {
    const provider = openIdProvider({ issuer: server.issuer, ...CLIENT, scopes: SCOPES });
    const signIn = { provider, tenant: "local", newUsers: null, admins: [] } as const;
    const publicUrl = "https://speech.example.org";
    const one = await openService({ wantsKeys: true, publicUrl, signIn });
    const sent = await browser.ask(`${one.url}/api/v1/sign-in/oidc`);
    expect(callbackOf(sent)).toEqual({ status: 302, callback: publicUrl + CALLBACK });
    expect(sent.headers.get("set-cookie")).toMatch(
      /^__Host-scribewell-sign-in=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    await one.close();
  });
});

describe("a provider", () => {
  const opened: OpenService[] = [];
  afterAll(() => Promise.all(opened.map((each) => each.close())));
  async function serviceOf(options: Partial<Parameters<typeof openIdProvider>[0]>) {
    const provider = openIdProvider({ issuer: server.issuer, ...CLIENT, scopes: SCOPES, ...options });
    const signIn = { provider, tenant: "local", newUsers: "viewer", admins: [] } as const;
    const one = await openService({ wantsKeys: true, signIn });
    opened.push(one);
    return one;
  }

  it("that is away stops nothing, and is asked again", async () => {
    const port = await freePort();
    const one = await serviceOf({ issuer: `http://127.0.0.1:${port}` });
    const away = await browser.ask(`${one.url}/api/v1/sign-in/oidc`);
    expect([away.status, away.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await away.json()).toMatchObject({ code: "sign-in-unavailable" });
    const page = await browser.ask(`${one.url}/api/v1/sign-in/oidc`, { headers: { accept: "text/html" } });
    expect([page.status, page.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await page.text()).toContain("<h1>Sign-in not available</h1>");
    const late = await startOpenIdServer({ port });
    late.open([one.url + CALLBACK]);
    late.become({ sub: "new", email: "new@example.org", email_verified: true, name: "New" });
    await browser.follow(`${one.url}/api/v1/sign-in/oidc`, (at) => at === `${one.url}/`);
    expect(await (await browser.ask(`${one.url}/api/v1/me`)).json()).toMatchObject({
      scopes: ["read"],
      user: { email: "new@example.org", role: "viewer" },
    });
    await browser.ask(`${one.url}/api/v1/sign-out`, { method: "POST" });
    const { url } = await browser.follow(`${one.url}/api/v1/sign-in/oidc`, (at) => at.startsWith(one.url + CALLBACK));
    await late.close();
    expect(await (await browser.ask(url)).json()).toMatchObject({ code: "sign-in-unavailable", status: 503 });
  });

  it("that does not know the service is the operator's to see to", async () => {
    const one = await serviceOf({ clientSecret: "another" });
    server.open([service.url + CALLBACK, one.url + CALLBACK]);
    server.become({ sub: "new", email: "new@example.org", email_verified: true });
    const { response } = await browser.follow(`${one.url}/api/v1/sign-in/oidc`);
    expect(await response?.json()).toMatchObject({
      code: "sign-in-unavailable",
      detail: expect.stringContaining("OIDC_CLIENT_SECRET"),
    });
  });
});

it("keeps addresses, names and tokens out of the log", () => {
  const text = JSON.stringify(service.lines());
  expect(text).not.toMatch(/example\.org|Ada|code=|state=/);
});
