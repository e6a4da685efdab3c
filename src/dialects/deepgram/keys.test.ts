import { DeepgramError } from "@deepgram/sdk";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { SLOW_START_MS } from "../../../test/support/open-service.ts";
import { createKey } from "../../actions/keys/create-key.ts";
import { type KeyRights, NO_LIMITS } from "../../domain/api-key.ts";
import { type Listening, openListening, SOUND, URL_OF_A_TALK } from "./testing/listening.ts";

let listening: Listening;
beforeAll(async () => {
  listening = await openListening({ wantsKeys: true });
}, SLOW_START_MS);
afterEach(() => listening.service.clear());
afterAll(() => listening.close());

const RIGHTS: KeyRights = {
  scopes: ["submit", "read"],
  models: null,
  origins: null,
  limits: NO_LIMITS,
  expiresAt: null,
};

async function keyWith(more: Partial<KeyRights> = {}, tenant = "local"): Promise<string> {
  const { secret } = await createKey(listening.service.services, {
    ...RIGHTS,
    ...more,
    tenant,
    name: "a client",
    actor: "operator",
  });
  return secret;
}

const refusal = (key: string, asked = {}) =>
  listening
    .clientWith(key)
    .transcribeFile(SOUND, asked)
    .then(
      () => null,
      (raised: unknown) =>
        raised instanceof DeepgramError ? { statusCode: raised.statusCode, body: raised.body } : raised,
    );

const error = (statusCode: number, err_code: string, message: RegExp) => ({
  statusCode,
  body: { err_code, err_msg: expect.stringMatching(message), request_id: expect.any(String) },
});

it("is refused in Deepgram's words without a key, and with one that is not good", async () => {
  const answer = await listening.send("");
  expect(answer.status).toBe(401);
  expect(JSON.parse(await answer.text())).toMatchObject({ err_code: "INVALID_AUTH" });
  expect(await refusal("nonsense")).toEqual(error(401, "INVALID_AUTH", /key/));
});

it("is refused to a key that may not send, and for a model that it may not use", async () => {
  expect(await refusal(await keyWith({ scopes: ["read"] }))).toEqual(error(403, "INSUFFICIENT_PERMISSIONS", /submit/));
  const narrow = await keyWith({ models: ["onnx/whisper-base"] });
  expect(await refusal(narrow, { model: "onnx/whisper-tiny" })).toEqual(
    error(403, "INSUFFICIENT_PERMISSIONS", /onnx\/whisper-base/),
  );
});

it("belongs to the tenant of its key", async () => {
  const [mine, theirs] = [await keyWith(), await keyWith({}, "other")];
  const callback = "http://127.0.0.1/hook";
  await listening.clientWith(mine).transcribeUrl({ url: URL_OF_A_TALK, callback });
  const { id, tenant_id } = await listening.job();
  expect(tenant_id).toBe("local");
  const read = (key: string) =>
    fetch(`${listening.service.url}/api/v1/jobs/${id}/result?as=deepgram`, {
      headers: { authorization: `Token ${key}` },
    });
  expect((await read(mine)).status).toBe(409);
  expect((await read(theirs)).status).toBe(404);
});

it("is refused to who asks too often", async () => {
  const key = await keyWith({ limits: { ...NO_LIMITS, requestsPerMinute: 1 } });
  const callback = "http://127.0.0.1/hook";
  await listening.clientWith(key).transcribeUrl({ url: URL_OF_A_TALK, callback });
  expect(await refusal(key)).toEqual(error(429, "TOO_MANY_REQUESTS", /./));
});
