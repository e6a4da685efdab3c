import runpodSdk from "runpod-sdk";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { createKey } from "../../actions/keys/create-key.ts";
import { type KeyRights, NO_LIMITS } from "../../domain/api-key.ts";
import { dialectRoutes } from "../routes.ts";
import { URL_OF_A_TALK } from "./testing/asking.ts";

let service: OpenService;
beforeAll(async () => {
  service = await openService({ dialects: dialectRoutes, wantsKeys: true });
}, SLOW_START_MS);
afterAll(() => service.close());

const rights: KeyRights = {
  scopes: ["submit", "read"],
  models: null,
  origins: null,
  limits: NO_LIMITS,
  expiresAt: null,
};

/** RunPod's client with a new key of a tenant. */
async function clientOf(tenant: string, more: Partial<KeyRights> = {}) {
  const made = await createKey(service.services, {
    ...rights,
    ...more,
    tenant,
    name: "a client",
    actor: "operator",
  });
  const endpoint = runpodSdk(made.secret, { baseUrl: `${service.url}/v2` }).endpoint("whisper");
  if (!endpoint) throw new Error("The client gives no endpoint");
  return { endpoint, secret: made.secret };
}

const input = { audio: URL_OF_A_TALK };
const refusal = (answer: Promise<unknown>) =>
  answer.then(
    () => null,
    // What the client throws has the answer with it.
    ({ response: { status, data } }: { response: { status: number; data: object } }) => ({ status, ...data }),
  );

it("whoever has no key, or not a good one, is told so in RunPod's way", async () => {
  const answer = await fetch(`${service.url}/v2/whisper/health`);
  expect([answer.status, await answer.json()]).toEqual([401, { error: expect.stringMatching(/key/) }]);
  const stranger = runpodSdk("nonsense", { baseUrl: `${service.url}/v2` }).endpoint("whisper");
  expect(await refusal(stranger?.run({ input }) ?? Promise.resolve())).toEqual({
    status: 401,
    error: expect.stringMatching(/not known/),
  });
});

it("a key may come bare", async () => {
  const { secret } = await clientOf("one");
  const answer = await fetch(`${service.url}/v2/whisper/health`, { headers: { authorization: secret } });
  expect(answer.status).toBe(200);
});

it("a key that may only read does not send", async () => {
  const { endpoint } = await clientOf("one", { scopes: ["read"] });
  const missing = { status: 403, error: expect.stringMatching(/submit/) };
  expect(await refusal(endpoint.run({ input }))).toEqual(missing);
  expect(await refusal(endpoint.purgeQueue())).toEqual(missing);
  expect(await endpoint.health()).toMatchObject({ jobs: { inQueue: 0 } });
});

it("jobs are their owner's", async () => {
  const [mine, other] = [await clientOf("one"), await clientOf("other")];
  const { id } = await mine.endpoint.run({ input });
  expect(await refusal(other.endpoint.status(id))).toMatchObject({ status: 404 });
  expect(await refusal(other.endpoint.cancel(id))).toMatchObject({ status: 404 });
  expect(await other.endpoint.purgeQueue()).toMatchObject({ removed: 0 });
  expect((await other.endpoint.health()).jobs.inQueue).toBe(0);
  expect((await mine.endpoint.status(id)).status).toBe("IN_QUEUE");
});

it("a key that is bound to models has the first where none is named, and no other", async () => {
  const { endpoint } = await clientOf("bound", { models: ["onnx/whisper-small"] });
  await endpoint.run({ input });
  await endpoint.run({ input: { ...input, model: "small" } });
  expect(await refusal(endpoint.run({ input: { ...input, model: "tiny" } }))).toMatchObject({ status: 403 });
  const rows = await service.services.db
    .selectFrom("jobs")
    .select("parameters")
    .where("tenant_id", "=", "bound")
    .execute();
  expect(rows.map(({ parameters }) => parameters.model)).toEqual(["onnx/whisper-small", "onnx/whisper-small"]);
});
