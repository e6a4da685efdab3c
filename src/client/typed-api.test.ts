import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../test/support/open-service.ts";
import { createKey } from "../actions/keys/create-key.ts";
import { NO_LIMITS } from "../domain/api-key.ts";
import { createClient } from "./create-client.ts";
import { ScribewellError } from "./scribewell-error.ts";
import type { JobPage } from "./shapes.ts";
import { deserted, type PlayService, playService, sendProblem } from "./testing/play-service.ts";

describe("a service that asks for keys", () => {
  let service: OpenService;
  let key: string;
  beforeAll(async () => {
    service = await openService({ wantsKeys: true });
    const rights = { models: null, origins: null, limits: NO_LIMITS, expiresAt: null };
    const made = { tenant: "local", name: "a test", actor: "operator", scopes: ["read"], ...rights } as const;
    key = (await createKey(service.services, made)).secret;
  }, SLOW_START_MS);
  afterAll(() => service.close());

  it("answers who has one", async () => {
    const client = createClient({ url: service.url, key });
    const page = await client.dataOf(client.api.GET("/api/v1/jobs", { params: { query: { state: ["queued"] } } }));
    expect(page).toEqual({ jobs: [], next: null });
    expectTypeOf(page).toEqualTypeOf<JobPage>();
  });

  it.each([
    ["no key", undefined, { code: "key-missing", status: 401 }],
    ["a key of nobody", "sw_nobody", { code: "key-refused", status: 401 }],
  ])("refuses %s with what it says of it", async (_what, wrong, refusal) => {
    const client = createClient({ url: service.url, key: wrong });
    const error = await client.dataOf(client.api.GET("/api/v1/models")).catch((error) => error);
    expect(error).toBeInstanceOf(ScribewellError);
    expect(error).toMatchObject({ ...refusal, detail: expect.stringContaining("key"), jobId: null });
    expect((await client.api.GET("/api/v1/models")).error).toMatchObject(refusal);
  });

  it("refuses what a key may not do, in every helper", async () => {
    const client = createClient({ url: service.url, key });
    const refusal = { code: "scope-missing", status: 403 };
    await expect(client.submit(new Blob(["sound"]))).rejects.toMatchObject(refusal);
    await expect(client.upload(new Blob(["sound"]))).rejects.toMatchObject(refusal);
    await expect(client.cancel("0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11")).rejects.toMatchObject(refusal);
    await expect(client.transcript("0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11")).rejects.toMatchObject({
      code: "job-not-found",
      status: 404,
    });
  });
});

describe("a service that is busy", () => {
  let service: PlayService;
  let asked: string[];
  /** Refuses the first request, and takes the others. */
  async function busyOnce(retryAfter: string) {
    asked = [];
    service = await playService((app) => {
      app.all("*", async ({ method, url }, reply) => {
        const isFirst = asked.push(`${method} ${url}`) === 1;
        return isFirst ? sendProblem(reply.header("retry-after", retryAfter), 429, "rate-limit-reached") : {};
      });
    });
    return createClient(service);
  }
  afterEach(() => service.close());

  it("is asked again when it says, where nothing was sent", async () => {
    const client = await busyOnce("1");
    expect(await client.dataOf(client.api.GET("/api/v1/usage"))).toEqual({});
    expect(asked).toHaveLength(2);
  });

  it.each([
    ["a request with a body", "POST", "1"],
    ["an hour later", "GET", "3600"],
  ] as const)("is not asked again: %s", async (_what, method, retryAfter) => {
    const client = await busyOnce(retryAfter);
    const call =
      method === "GET"
        ? client.api.GET("/api/v1/usage")
        : client.api.POST("/api/v1/webhooks", { body: { url: "https://example.org/" } });
    await expect(client.dataOf<Awaited<typeof call>>(call)).rejects.toMatchObject({
      code: "rate-limit-reached",
      status: 429,
      retryAfterMs: Number(retryAfter) * 1000,
    });
    expect(asked).toHaveLength(1);
  });
});

it("tells where there is no service", async () => {
  const client = createClient({ url: await deserted() });
  const call = client.api.GET("/health");
  await expect(call).rejects.toMatchObject({ name: "ScribewellError", code: "service-unreachable", status: null });
});

it("asks with the fetch and the headers it was given, below the path it was given", async () => {
  const asked: string[] = [];
  const client = createClient({
    url: "https://example.org/scribe/",
    key: "sw_1",
    headers: { "x-proxy": "2" },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { headers } = request;
      asked.push(`${request.method} ${request.url} ${headers.get("x-api-key")} ${headers.get("x-proxy")}`);
      return Response.json({ id: "a", state: "queued", progress: {} });
    },
  });
  await client.api.GET("/health");
  await client.cancel("a");
  expect(asked).toEqual([
    "GET https://example.org/scribe/health sw_1 2",
    "DELETE https://example.org/scribe/api/v1/jobs/a sw_1 2",
  ]);
});
