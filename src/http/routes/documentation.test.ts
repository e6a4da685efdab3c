import { afterAll, beforeAll, expect, it } from "vitest";
import { resultForms } from "../../dialects/result-forms.ts";
import { dialectRoutes } from "../../dialects/routes.ts";
import { type OpenApp, openApp } from "../testing/open-app.ts";

interface Answer {
  readonly description?: string;
  readonly $ref?: string;
  readonly content?: Record<string, { readonly schema: Record<string, unknown> }>;
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Record<string, readonly string[]>[];
  readonly responses: Record<string, Answer>;
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Record<string, unknown> }> };
}

const DIALECTS = ["openai", "deepgram", "assemblyai", "runpod"];

const REFUSALS = ["401", "403", "429"];

let opened: OpenApp;
let paths: Record<string, Record<string, Operation>>;
let components: { readonly securitySchemes: object; readonly responses: Record<string, Answer> };
/** What each route needs of who asks, as it was added. */
const scopes = new Map<string, string | undefined>();

const operations = () =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  );
const ofDialects = () => operations().filter(({ operation }) => operation.tags?.some((tag) => DIALECTS.includes(tag)));
const nameOf = (method: string, url: string) =>
  `${method.toLowerCase()} ${url.replace(/:(\w+)/g, "{$1}").replace("*", "{*}")}`;

beforeAll(async () => {
  opened = await openApp({
    dialects: dialectRoutes,
    resultForms,
    onRoute({ method, url, config }) {
      for (const each of [method].flat()) scopes.set(nameOf(each, url), config?.scope);
    },
  });
  const document = JSON.parse(await (await fetch(`${opened.url}/openapi.json`)).text());
  ({ paths, components } = document);
});
afterAll(() => opened.app.close());

it("has every route of the API, and no alias", () => {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(routes.filter((route) => route.includes("/api/"))).toEqual([
    "post /api/v1/transcribe",
    "post /api/v1/uploads",
    "delete /api/v1/uploads/{id}",
    "post /api/v1/resumable-uploads",
    "options /api/v1/resumable-uploads",
    "head /api/v1/resumable-uploads/{id}",
    "patch /api/v1/resumable-uploads/{id}",
    "delete /api/v1/resumable-uploads/{id}",
    "post /api/v1/resumable-uploads/{id}",
    "post /api/v1/direct-uploads",
    "post /api/v1/direct-uploads/{upload}/end",
    "get /api/v1/jobs",
    "get /api/v1/jobs/{id}",
    "delete /api/v1/jobs/{id}",
    "post /api/v1/jobs/{id}/retry",
    "get /api/v1/jobs/{id}/receipt",
    "get /api/v1/jobs/{id}/result",
    "get /api/v1/jobs/{id}/audio",
    "get /api/v1/jobs/{id}/events",
    "post /api/v1/batches",
    "get /api/v1/batches",
    "get /api/v1/batches/{id}",
    "delete /api/v1/batches/{id}",
    "get /api/v1/batches/{id}/jobs",
    "get /api/v1/ws",
    "post /api/v1/webhooks",
    "get /api/v1/webhooks",
    "get /api/v1/webhooks/{id}",
    "delete /api/v1/webhooks/{id}",
    "post /api/v1/webhooks/{id}/resume",
    "get /api/v1/webhooks/deliveries",
    "post /api/v1/webhooks/deliveries/{id}/replay",
    "post /api/v1/webhook/test",
    "get /api/v1/models",
    "post /api/v1/keys",
    "get /api/v1/keys",
    "get /api/v1/keys/{id}",
    "patch /api/v1/keys/{id}",
    "delete /api/v1/keys/{id}",
    "post /api/v1/keys/{id}/rotate",
    "post /api/v1/users",
    "get /api/v1/users",
    "get /api/v1/users/{id}",
    "patch /api/v1/users/{id}",
    "delete /api/v1/users/{id}",
    "get /api/v1/me",
    "get /api/v1/sign-in",
    "post /api/v1/sign-in",
    "post /api/v1/sign-out",
    "get /api/v1/sign-in/oidc",
    "get /api/v1/sign-in/oidc/callback",
    "get /api/v1/audit",
    "get /api/v1/audit/export",
    "get /api/v1/usage",
  ]);
});

it("says of each what it does and what it may answer", () => {
  for (const [path, methods] of Object.entries(paths).filter(([name]) => name.startsWith("/api/")))
    for (const operation of Object.values(methods)) {
      expect([path, operation.summary, operation.description]).not.toContain(undefined);
      for (const [status, { description }] of Object.entries(operation.responses))
        if (status !== "default") expect([path, status, description]).not.toContain("Default Response");
    }
});

it("describes the three bodies of an upload, though the framework checks none", () => {
  const content = paths["/api/v1/transcribe"]?.post?.requestBody?.content ?? {};
  expect(Object.keys(content)).toEqual(["multipart/form-data", "application/json", "application/octet-stream"]);
  expect(content["multipart/form-data"]?.schema.properties).toMatchObject({
    file: { type: "string", format: "binary" },
    priority: { anyOf: [{ enum: ["high", "normal", "low"] }, { type: "integer", minimum: -100 }] },
    url: { type: "string" },
  });
  expect(content["application/json"]?.schema.properties).toMatchObject({ audio: { type: "string" }, url: {} });
});

it("says of every route that is not open what it needs of who asks, and how it refuses", () => {
  expect(Object.keys(components.securitySchemes)).toEqual(["key", "session"]);
  for (const { name, operation } of operations()) {
    const scope = scopes.get(name);
    expect([name, scope]).not.toContain(undefined);
    const security = scope === "open" ? undefined : [{ key: [scope] }, { session: [scope] }];
    expect([name, operation.security]).toEqual([name, security]);
    if (scope !== "open") expect([name, ...Object.keys(operation.responses)]).toEqual(expect.arrayContaining(REFUSALS));
  }
});

it("says of other services' routes that they fail as those do, and of its own that they have problems", () => {
  expect(ofDialects().length).toBeGreaterThan(15);
  for (const { name, operation } of operations()) {
    const isOwn = !ofDialects().some((each) => each.name === name);
    expect([name, JSON.stringify(operation.responses).includes("Problem")]).toEqual([name, isOwn]);
  }
  const own = ofDialects().map(({ operation }) => JSON.stringify(operation.responses.default?.content));
  expect(new Set(own).size).toBe(DIALECTS.length);
});

it("does not say of a result in the words of another service that it is a transcript", () => {
  const { schema } = paths["/api/v1/jobs/{id}/result"]?.get?.responses[200]?.content?.["application/json"] ?? {};
  expect(schema).toMatchObject({ anyOf: [{ $ref: "#/components/schemas/Transcript" }, { type: "object" }] });
});

it("says more of other services' answers than that they are something", () => {
  for (const { name, operation } of ofDialects())
    for (const { schema } of Object.values(operation.responses[200]?.content ?? {}))
      expect([name, Object.keys(schema).filter((key) => key !== "description")]).not.toEqual([name, []]);
});
