import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenApp, openApp } from "../testing/open-app.ts";

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly responses: Record<string, { readonly description: string }>;
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Record<string, unknown> }> };
}

let opened: OpenApp;
let paths: Record<string, Record<string, Operation>>;

beforeAll(async () => {
  opened = await openApp({});
  const document = JSON.parse(await (await fetch(`${opened.url}/openapi.json`)).text());
  paths = document.paths;
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
