import { afterAll, beforeAll, describe, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { SOON_MS } from "../../../test/support/patience.ts";
import { endKey } from "../../actions/keys/change-key.ts";
import { createKey } from "../../actions/keys/create-key.ts";
import { dialectRoutes } from "../../dialects/routes.ts";
import { NO_LIMITS } from "../../domain/api-key.ts";
import { file, form, SOUND } from "./testing/sender.ts";

/** A wait ends within ten seconds. */
const ENDS_MS = 10_000 + SOON_MS;

let service: OpenService;
beforeAll(async () => {
  service = await openService({ wantsKeys: true, dialects: dialectRoutes });
}, SLOW_START_MS);
afterAll(() => service.close());

const make = () =>
  createKey(service.services, {
    tenant: "local",
    name: "a client",
    actor: "operator",
    scopes: ["submit", "read"],
    models: null,
    origins: null,
    limits: NO_LIMITS,
    expiresAt: null,
  });

/** The jobs that a key has opened. */
const jobsOf = (key: string) =>
  service.services.db.selectFrom("jobs").select("state").where("key_id", "=", key).execute();

const sound = { headers: { "content-type": "audio/wav" }, body: SOUND };
const json = { headers: { "content-type": "application/json" } };
const audio = { audio_base64: SOUND.toString("base64") };

// Nobody works here: a job waits as long as it is waited for.
describe.concurrent("a request that waits, of a key that is revoked", () => {
  it.for([
    ["in our own words", "/api/v1/transcribe?wait=600", sound, { code: "key-refused" }],
    ["in RunPod's", "/v2/any/runsync?wait=300000", { ...json, body: JSON.stringify({ input: audio }) }, {}],
    [
      "in OpenAI's",
      "/v1/audio/transcriptions",
      { headers: {}, body: form(["file", file(), "a.mp3"], ["model", "whisper-1"]) },
      { error: { code: "key-refused" } },
    ],
    ["in Deepgram's", "/v1/listen", sound, { err_code: "INVALID_AUTH" }],
  ] as const)(
    "ends %s with the refusal of the key, and its job goes on",
    { timeout: ENDS_MS },
    async ([_whose, path, { headers, body }, says], { expect }) => {
      const { key, secret } = await make();
      const asked = { method: "POST", headers: { ...headers, authorization: `Bearer ${secret}` }, body };
      const answered = fetch(service.url + path, asked);
      await expect.poll(() => jobsOf(key.id), { timeout: SOON_MS }).toEqual([{ state: "queued" }]);
      await endKey(service.services, { tenant: "local", id: key.id, actor: "operator" });
      const response = await answered;
      expect([response.status, await response.json()]).toMatchObject([401, says]);
      expect(await jobsOf(key.id)).toEqual([{ state: "queued" }]);
    },
  );

  it("ends where a job is waited for that was sent before", { timeout: ENDS_MS }, async ({ expect }) => {
    const { key, secret } = await make();
    const headers = { ...json.headers, authorization: `Bearer ${secret}` };
    const run = await fetch(`${service.url}/v2/any/run`, {
      method: "POST",
      headers,
      body: JSON.stringify({ input: audio }),
    });
    const { id } = (await run.json()) as { id: string };
    const answered = fetch(`${service.url}/v2/any/status-sync/${id}?wait=300000`, { headers });
    await endKey(service.services, { tenant: "local", id: key.id, actor: "operator" });
    expect((await answered).status).toBe(401);
  });
});
