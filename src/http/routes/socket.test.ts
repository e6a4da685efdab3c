import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { SOON_MS } from "../../../test/support/patience.ts";
import { countListeners } from "./testing/count-listeners.ts";
import { SOUND, senderTo } from "./testing/sender.ts";

let service: OpenService;
const clients: WebSocket[] = [];

beforeAll(async () => {
  service = await openService();
}, SLOW_START_MS);
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await service.clear();
});
afterAll(() => service.close());

type Heard = Record<string, unknown> & { type: string };

async function connect() {
  const socket = new WebSocket(`${service.url.replace("http", "ws")}/api/v1/ws`);
  clients.push(socket);
  const heard: Heard[] = [];
  socket.on("message", (data) => heard.push(JSON.parse(String(data))));
  await once(socket, "open");
  return {
    socket,
    heard,
    say: (message: unknown) => socket.send(JSON.stringify(message)),
    async until(count: number): Promise<Heard[]> {
      while (heard.length < count) await pause(10);
      return heard;
    },
  };
}

async function open(): Promise<string> {
  const { body } = await senderTo(service).post(SOUND, { "content-type": "audio/wav" });
  return String(body.id);
}

it("brings the events of several jobs, each from where it was asked", async () => {
  const [first, second] = [await open(), await open()];
  const { say, until } = await connect();
  say({ type: "subscribe", jobId: first });
  await until(2);
  say({ type: "subscribe", jobId: second, after: 1 });
  await until(3);
  await service.succeed(first);
  await until(5);
  await service.succeed(second);
  const told = (await until(7)).map(({ type, jobId, event }) => [
    type,
    jobId,
    (event as { type: string } | undefined)?.type,
  ]);
  expect(told).toEqual([
    ["subscribed", first, undefined],
    ["event", first, "job-queued"],
    ["subscribed", second, undefined],
    ["event", first, "job-succeeded"],
    ["end", first, undefined],
    ["event", second, "job-succeeded"],
    ["end", second, undefined],
  ]);
});

it("answers a ping", async () => {
  const { say, until } = await connect();
  say({ type: "ping" });
  expect(await until(1)).toEqual([{ type: "pong" }]);
});

it("tells no more of a job that was unsubscribed, and can be asked again", async () => {
  const id = await open();
  const { say, until } = await connect();
  say({ type: "subscribe", jobId: id, after: 1 });
  say({ type: "unsubscribe", jobId: id });
  say({ type: "unsubscribe", jobId: id });
  await until(3);
  await service.happen(id, [{ type: "job-started" }]);
  await pause(50);
  say({ type: "subscribe", jobId: id, after: 1 });
  expect((await until(5)).map(({ type }) => type)).toEqual([
    "subscribed",
    "unsubscribed",
    "unsubscribed",
    "subscribed",
    "event",
  ]);
});

it.each([
  ["not JSON", "{", "request-invalid"],
  ["no message", "[]", "request-invalid"],
  ["a type unknown", '{"type":"sing"}', "request-invalid"],
  ["a field unknown", '{"type":"ping","at":1}', "request-invalid"],
  ["no job", '{"type":"subscribe"}', "request-invalid"],
  ["a job that is none", '{"type":"subscribe","jobId":"nope"}', "job-not-found"],
  ["bytes", Buffer.from('{"type":"ping"}'), "request-invalid"],
])("answers %s with a problem, and goes on", async (_what, message, code) => {
  const { socket, say, until } = await connect();
  socket.send(message);
  say({ type: "ping" });
  expect(await until(2)).toEqual([
    expect.objectContaining({ type: "problem", problem: expect.objectContaining({ code }) }),
    { type: "pong" },
  ]);
});

it("says which job a problem is about, and refuses to follow one twice", async () => {
  const id = await open();
  const { say, until } = await connect();
  say({ type: "subscribe", jobId: id, after: 1 });
  say({ type: "subscribe", jobId: id });
  expect((await until(2)).at(1)).toMatchObject({ type: "problem", jobId: id, problem: { code: "request-invalid" } });
});

it("follows at most 100 jobs", async () => {
  const ids = await Promise.all(Array.from({ length: 9 }, open));
  const more = await service.copyJob(ids[0] ?? "", 92);
  const { say, until } = await connect();
  for (const jobId of [...ids, ...more]) say({ type: "subscribe", jobId, after: 1 });
  const told = await until(101);
  expect(told.filter(({ type }) => type === "subscribed")).toHaveLength(100);
  expect(told.at(-1)).toMatchObject({ type: "problem", problem: { code: "request-invalid" } });
});

it("waits for a slow reader and leaves nothing out", async () => {
  const id = await open();
  const text = "x".repeat(100_000);
  for (let part = 0; part < 4; part += 1)
    await service.happen(
      id,
      Array.from({ length: 50 }, () => ({ type: "warning" as const, message: text })),
    );
  const { socket, say, heard, until } = await connect();
  socket.pause();
  say({ type: "subscribe", jobId: id });
  await pause(500);
  const [kept] = [...service.app.websocketServer.clients].map(({ bufferedAmount }) => bufferedAmount);
  expect(kept).toBeLessThan(1_000_000);
  socket.resume();
  await until(202);
  const numbers = heard.slice(1).map(({ event }) => (event as { sequence: number }).sequence);
  expect(numbers).toEqual(Array.from({ length: 201 }, (_, index) => index + 1));
});

it("does not answer faster than its answers are read", async () => {
  const { socket, say, heard } = await connect();
  socket.pause();
  for (let count = 0; count < 20_000; count += 1) say({ type: "unsubscribe", jobId: "x".repeat(1000) });
  await pause(1000);
  const [kept] = [...service.app.websocketServer.clients].map(({ bufferedAmount }) => bufferedAmount);
  expect(kept).toBeLessThan(1_000_000);
  socket.resume();
  while (heard.length < 20_000) await pause(20);
});

it("leaves nothing behind when a client goes", async () => {
  const id = await open();
  const listeners = countListeners(service.services.news);
  const { socket, say, until } = await connect();
  say({ type: "subscribe", jobId: id });
  await until(2);
  expect(listeners.count()).toBe(1);
  socket.terminate();
  await expect.poll(listeners.count, { timeout: SOON_MS }).toBe(0);
  listeners.stop();
  await service.happen(id, [{ type: "job-started" }]);
  expect(service.lines().filter(({ level }) => level === "error")).toEqual([]);
});

it("tells who does not speak WebSocket that it has to", async () => {
  const response = await fetch(`${service.url}/api/v1/ws`);
  expect([response.status, response.headers.get("upgrade")]).toEqual([426, "websocket"]);
});
