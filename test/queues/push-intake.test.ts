import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readJob } from "../../src/actions/jobs/read-job.ts";
import { submit, TENANT } from "../../src/actions/testing/play-job.ts";
import { createApp } from "../../src/http/app.ts";
import { readPubsubPush } from "../../src/queues/push/read-pubsub-push.ts";
import { pushTokens } from "../../src/queues/push/verify-push-token.ts";
import { answerRings } from "../../src/worker/answer-rings.ts";
import { openWorkerPlace, type WorkerPlace } from "../../src/worker/testing/open-worker-place.ts";

// The route of Pub/Sub's pushes, with keys of this test in the place of Google's.

const AUDIENCE = "https://scribewell.test/push/pubsub";
const EMAIL = "push@project.test";
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const forger = generateKeyPairSync("rsa", { modulusLength: 2048 });

let place: WorkerPlace;
let certificates: Server;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  place = await openWorkerPlace();
  const keys = JSON.stringify({ one: publicKey.export({ type: "spki", format: "pem" }) });
  certificates = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "cache-control": "max-age=600" }).end(keys);
  }).listen(0, "127.0.0.1");
  await once(certificates, "listening");
  const certificatesUrl = `http://127.0.0.1:${(certificates.address() as AddressInfo).port}/`;
  const tokens = await pushTokens({ audience: AUDIENCE, email: EMAIL, certificatesUrl });
  const limits = { until: Number.POSITIVE_INFINITY, stopping: new AbortController().signal };
  app = createApp(place.services, {
    logger: pino({ level: "silent" }),
    hosts: [],
    origins: [],
    version: "1",
    push: {
      refusal: (authorization) => tokens.verify(authorization),
      async answer(body) {
        const lane = readPubsubPush(body);
        return (await answerRings(place.services, lane ? [{ lane }] : [], limits)).length === 0;
      },
    },
  });
});
afterAll(async () => {
  await app.close();
  certificates.close();
  await place.close();
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function token(claims: object = {}, key: KeyObject = privateKey): string {
  const now = Math.floor(Date.now() / 1000);
  const usual = { aud: AUDIENCE, email: EMAIL, email_verified: true, iss: "https://accounts.google.com", sub: "1" };
  const content = `${part({ alg: "RS256", kid: "one", typ: "JWT" })}.${part({ ...usual, iat: now, exp: now + 600, ...claims })}`;
  return `${content}.${sign("RSA-SHA256", Buffer.from(content), key).toString("base64url")}`;
}

const push = async (authorization: string | undefined, word = "media") =>
  app.inject({
    method: "POST",
    url: "/push/pubsub",
    headers: { host: "localhost", ...(authorization !== undefined && { authorization }) },
    payload: { message: { data: Buffer.from(word).toString("base64") }, subscription: "projects/p/subscriptions/s" },
  });

it.each([
  ["without a token", undefined],
  ["with one that somebody else has signed", `Bearer ${token({}, forger.privateKey)}`],
  ["with one that has expired", `Bearer ${token({ iat: 1_000_000, exp: 1_000_600 })}`],
  ["with one for another audience", `Bearer ${token({ aud: "https://elsewhere.test" })}`],
  ["with one of another account", `Bearer ${token({ email: "other@project.test" })}`],
  ["with one that is none", "Bearer sesame"],
])("refuses a push %s", async (_what, authorization) => {
  const answer = await push(authorization);
  expect(answer.statusCode).toBe(401);
  expect(answer.json()).toMatchObject({ code: "push-refused" });
});

it("works on what was rung for, one lane after another", async () => {
  const id = await submit(place.services, { content: "0110", options: { language: "en" } });
  for (const lane of ["media", "speech", "text"]) expect((await push(`Bearer ${token()}`, lane)).statusCode).toBe(204);
  expect(await readJob(place.services, { tenant: TENANT, id })).toMatchObject({ state: "succeeded" });
});

it("takes what no bell has written for heard: it would come again and again", async () => {
  expect((await push(`Bearer ${token()}`, "sesame")).statusCode).toBe(204);
});
