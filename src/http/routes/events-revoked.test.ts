import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { openBrowser } from "../../../test/support/browser.ts";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { SOON_MS } from "../../../test/support/patience.ts";
import { endKey } from "../../actions/keys/change-key.ts";
import { createKey, type NewKey } from "../../actions/keys/create-key.ts";
import { dialectRoutes } from "../../dialects/routes.ts";
import { NO_LIMITS } from "../../domain/api-key.ts";
import { file, form, SOUND, senderTo } from "./testing/sender.ts";

/** What is open ends within ten seconds. */
const ENDS_MS = 10_000 + SOON_MS;

let service: OpenService;
let made: NewKey;
let job: string;
beforeAll(async () => {
  service = await openService({ wantsKeys: true, dialects: dialectRoutes });
  made = await make();
  job = await open();
}, SLOW_START_MS);
afterAll(() => service.close());

const make = (expiresAt: Date | null = null) =>
  createKey(service.services, {
    tenant: "local",
    name: "a client",
    actor: "operator",
    scopes: ["submit", "read"],
    models: null,
    origins: null,
    limits: NO_LIMITS,
    expiresAt,
  });
const revoke = ({ key: { id } }: NewKey) => endKey(service.services, { tenant: "local", id, actor: "operator" });
const bearer = ({ secret }: NewKey) => ({ authorization: `Bearer ${secret}` });

async function open(): Promise<string> {
  const { body } = await senderTo(service).post(SOUND, { "content-type": "audio/wav", ...bearer(made) });
  return String(body.id);
}

const events = () => `${service.url}/api/v1/jobs/${job}/events`;

async function connect(key: NewKey) {
  const socket = new WebSocket(`${service.url.replace("http", "ws")}/api/v1/ws`, { headers: bearer(key) });
  const heard: { type: string }[] = [];
  socket.on("message", (data) => heard.push(JSON.parse(String(data))));
  await once(socket, "open");
  const closed = once(socket, "close").then(([code, reason]) => ({ code, reason: String(reason) }));
  const subscribe = () => socket.send(JSON.stringify({ type: "subscribe", jobId: job }));
  return { heard, closed, subscribe };
}

const CLOSED = { code: 1008, reason: expect.stringMatching(/key/) };

describe.concurrent("what is open of a key that is revoked", () => {
  it("ends on a WebSocket, with the reason", { timeout: ENDS_MS }, async ({ expect }) => {
    const key = await make();
    const { heard, closed, subscribe } = await connect(key);
    subscribe();
    await expect.poll(() => heard.length, { timeout: SOON_MS }).toBe(2);
    await revoke(key);
    expect(await closed).toEqual(CLOSED);
  });

  it("ends as a stream of events", { timeout: ENDS_MS }, async ({ expect }) => {
    const key = await make();
    const response = await fetch(events(), { headers: bearer(key) });
    expect(response.status).toBe(200);
    await revoke(key);
    expect(await response.text()).toContain("job-queued");
  });

  it("ends as a stream of text in OpenAI's words, and its job goes on", { timeout: ENDS_MS }, async ({ expect }) => {
    const key = await make();
    const body = form(["file", file(), "a.mp3"], ["model", "whisper-1"], ["stream", "true"]);
    const url = `${service.url}/v1/audio/transcriptions`;
    const response = await fetch(url, { method: "POST", headers: bearer(key), body });
    expect(response.status).toBe(200);
    await revoke(key);
    expect(await response.text()).not.toContain("transcript.text.done");
    const id = response.headers.get("x-scribewell-job") ?? "";
    const { db } = service.services;
    const { state } = await db.selectFrom("jobs").select("state").where("id", "=", id).executeTakeFirstOrThrow();
    expect(state).toBe("queued");
  });

  it("ends where a browser is signed out", { timeout: ENDS_MS }, async ({ expect }) => {
    const browser = openBrowser();
    const headers = { "content-type": "application/json" };
    const asked = { method: "POST", headers, body: JSON.stringify({ key: made.secret }) };
    await browser.ask(`${service.url}/api/v1/sign-in`, asked);
    const response = await browser.ask(events());
    expect(response.status).toBe(200);
    await browser.ask(`${service.url}/api/v1/sign-out`, { method: "POST" });
    expect(await response.text()).toContain("job-queued");
  });

  it("goes on with one that is good", { timeout: ENDS_MS * 2 }, async ({ expect }) => {
    const [good, ending] = [await make(), await make()];
    const staying = await connect(good);
    const { closed } = await connect(ending);
    await revoke(ending);
    await closed;
    staying.subscribe();
    await expect.poll(() => staying.heard.at(0)?.type, { timeout: SOON_MS }).toBe("subscribed");
  });
});

it("lets a key that has expired follow no other job", { timeout: ENDS_MS }, async () => {
  const key = await make(new Date(Date.now() + 2_000));
  const { heard, closed, subscribe } = await connect(key);
  const status = async () => (await fetch(`${service.url}/api/v1/jobs`, { headers: bearer(key) })).status;
  await expect.poll(status, { timeout: SOON_MS, interval: 20 }).toBe(401);
  subscribe();
  expect(await closed).toEqual(CLOSED);
  expect(heard).toEqual([]);
});
