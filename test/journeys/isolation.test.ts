import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKey } from "../../src/actions/keys/create-key.ts";
import { knownKeys } from "../../src/actions/keys/known-keys.ts";
import { sessionKeeper } from "../../src/actions/sign-in/session-keeper.ts";
import { inviteUser } from "../../src/actions/users/invite-user.ts";
import { resultForms } from "../../src/dialects/result-forms.ts";
import { dialectRoutes } from "../../src/dialects/routes.ts";
import { NO_LIMITS } from "../../src/domain/api-key.ts";
import { SCOPES } from "../../src/domain/scope.ts";
import { type OpenService, openService, SLOW_START_MS } from "../support/open-service.ts";

// Every route there is, asked by those who may not. The list is the app's own: a new route is on it by itself.

interface Route {
  readonly method: string;
  readonly url: string;
  readonly scope: string;
}

const routes: Route[] = [];
let service: OpenService;
let keys: Record<"all" | "expired" | "revoked" | "foreign", string> & Record<string, string>;
let job: string;

async function make(tenant: string, scopes: readonly (typeof SCOPES)[number][], expiresAt: Date | null = null) {
  const rights = { models: null, origins: null, limits: NO_LIMITS, expiresAt };
  return createKey(service.services, { tenant, name: "a test", actor: "operator", scopes, ...rights });
}

beforeAll(async () => {
  service = await openService({
    wantsKeys: true,
    dialects: dialectRoutes,
    resultForms,
    onRoute: ({ method, url, config }) => {
      for (const each of [method].flat())
        if (url !== "*") routes.push({ method: each, url, scope: config?.scope ?? "none" });
    },
  });
  const scoped = await Promise.all(
    SCOPES.map(async (scope) => [scope, (await make("local", [scope])).secret] as const),
  );
  const revoked = await make("local", ["admin"]);
  await service.services.db
    .updateTable("api_keys")
    .set({ revoked_at: new Date() })
    .where("id", "=", revoked.key.id)
    .execute();
  keys = {
    ...Object.fromEntries(scoped),
    all: (await make("local", ["admin", "operate"])).secret,
    expired: (await make("local", ["admin"], new Date(0))).secret,
    revoked: revoked.secret,
    foreign: (await make("other", ["admin", "operate"])).secret,
  };
  const answer = await fetch(`${service.url}/api/v1/transcribe`, {
    method: "POST",
    body: JSON.stringify({ url: "https://secret.example.org/talk.mp3" }),
    headers: { "content-type": "application/json", authorization: `Bearer ${keys.all}` },
  });
  job = ((await answer.json()) as { id: string }).id; // as the documents say
}, SLOW_START_MS);
afterAll(() => service.close());

/** Words of the path are those of things of ours: whoever may not see them must not learn that they are there. */
const addressOf = ({ url }: Route, id: string): string => url.replace(/:\w+/g, id).replace(/\*$/, id);

async function ask(route: Route, key: string | undefined, id = job) {
  return askWith(route, key === undefined ? {} : { authorization: `Bearer ${key}` }, id);
}

async function askWith(route: Route, shown: Record<string, string>, id: string) {
  const hasBody = route.method === "POST" || route.method === "PATCH" || route.method === "PUT";
  const response = await fetch(service.url + addressOf(route, id), {
    method: route.method,
    headers: {
      ...shown,
      ...(hasBody && { "content-type": "application/json" }),
    },
    ...(hasBody && { body: "{}" }),
  });
  return { status: response.status, text: await response.text() };
}

const guarded = () => routes.filter(({ scope }) => scope !== "open");
const nameOf = ({ method, url }: Route) => `${method} ${url}`;

/** What an answer must not hold, whoever may not see it. */
const TELLTALE = /secret\.example|at \w+ \(|node_modules|\/src\//;

describe("every route", () => {
  it("is on the list, and says who may ask it", () => {
    expect(guarded().length).toBeGreaterThan(40);
    expect(routes.filter(({ scope }) => !["open", ...SCOPES].includes(scope)).map(nameOf)).toEqual([]);
    const open = routes.filter(({ scope }) => scope === "open").map(({ url }) => url.replace(/^\/docs\/.*/, "/docs/…"));
    const meant = [
      "/",
      "/api/health",
      "/api/v1/resumable-uploads",
      "/api/v1/sign-in",
      "/api/v1/sign-in/oidc",
      "/api/v1/sign-in/oidc/callback",
      "/api/v1/sign-out",
      "/docs",
      "/docs/…",
      "/favicon.ico",
      "/health",
      "/health/live",
      "/health/ready",
      "/openapi.json",
    ];
    expect(meant).toEqual(expect.arrayContaining([...new Set(open)].filter((url) => !url.startsWith("/test/"))));
  });

  it.each(["no key", "expired", "revoked"])("refuses %s with 401, and tells nothing", async (kind) => {
    for (const route of guarded()) {
      const { status, text } = await ask(route, keys[kind]);
      expect([nameOf(route), status]).toEqual([nameOf(route), 401]);
      expect(text).not.toMatch(TELLTALE);
    }
  });

  it("refuses every scope but its own with 403", async () => {
    for (const route of guarded())
      for (const scope of SCOPES) {
        const isEnough = scope === route.scope || (scope === "admin" && route.scope !== "operate");
        if (isEnough) continue;
        const { status, text } = await ask(route, keys[scope]);
        expect([nameOf(route), scope, status]).toEqual([nameOf(route), scope, 403]);
        expect(text).not.toMatch(TELLTALE);
      }
  });

  it("lets somebody who is signed in as a viewer read, and refuses the rest with 403", async () => {
    const { services } = service;
    const { id } = await inviteUser(services, {
      tenant: "local",
      email: "viewer@example.org",
      role: "viewer",
      name: null,
      actor: "operator",
    });
    const needs = { ...services, log: pino({ enabled: false }) };
    const keeper = sessionKeeper(needs, knownKeys(needs));
    const { token } = await keeper.open({ tenant: "local", owner: { user: id }, by: "oidc" });
    const cookie = `scribewell=${token}`;
    for (const route of guarded().filter(({ scope }) => scope !== "read")) {
      const { status, text } = await askWith(route, { cookie }, job);
      expect([nameOf(route), status]).toEqual([nameOf(route), 403]);
      expect(text).not.toMatch(TELLTALE);
    }
    for (const route of guarded().filter(({ scope, method }) => scope === "read" && method === "GET")) {
      const answer = await fetch(service.url + addressOf(route, job), { headers: { cookie } });
      await answer.body?.cancel();
      expect([nameOf(route), [401, 403].includes(answer.status)]).toEqual([nameOf(route), false]);
    }
  });

  it("knows nothing of another tenant's things", async () => {
    for (const route of guarded().filter(({ url }) => url.includes(":"))) {
      const theirs = await ask(route, keys.foreign);
      const nobodys = await ask(route, keys.foreign, "0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11");
      expect([nameOf(route), theirs.status]).toEqual([nameOf(route), nobodys.status]);
      expect(theirs.status >= 400 || !theirs.text.includes(job)).toBe(true);
      expect(theirs.text).not.toMatch(TELLTALE);
    }
    const jobs = await fetch(`${service.url}/api/v1/jobs`, { headers: { authorization: `Bearer ${keys.foreign}` } });
    expect(await jobs.json()).toMatchObject({ jobs: [] });
    const own = await fetch(`${service.url}/api/v1/jobs/${job}`, { headers: { authorization: `Bearer ${keys.all}` } });
    expect(await own.json()).toMatchObject({ state: "queued" });
  });
});
