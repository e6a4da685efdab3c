import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { Agent, request } from "undici";
import { expect, test } from "vitest";
import WebSocket from "ws";
import { SOON_MS } from "../../../test/support/patience.ts";
import { openApp } from "../testing/open-app.ts";

async function closeSoon(app: { close(): Promise<unknown> }): Promise<void> {
  const started = Date.now();
  await app.close();
  expect(Date.now() - started).toBeLessThan(SOON_MS);
}

test("stopping ends idle connections at once", async () => {
  const { app, port } = await openApp({});
  const idle = connect(port, "127.0.0.1");
  idle.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(idle, "data");
  await closeSoon(app);
  if (!idle.closed) await once(idle, "close");
});

test("stopping lets a running request end, and then its connection", async () => {
  const { app, url, slow } = await openApp({});
  const dispatcher = new Agent({ connections: 1 });
  const running = request(`${url}/test/slow`, { dispatcher });
  await expect.poll(() => slow.begun).toBe(1);
  const closed = app.close();
  await once(app.stopping, "abort");
  slow.end();
  const response = await running;
  expect(await response.body.json()).toEqual({ slow: true });
  expect(response.headers.connection).toBe("close");
  await closed;
  await dispatcher.close();
});

test("many may wait for the stop, and nobody is warned of that", async () => {
  const { app } = await openApp({});
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on("warning", note);
  for (let waiting = 0; waiting < 50; waiting++) app.stopping.addEventListener("abort", () => undefined);
  await setImmediate();
  process.off("warning", note);
  expect(warnings).toEqual([]);
  await app.close();
});

test("a request that waits behind another on its connection is not begun any more", async () => {
  const { app, port, slow } = await openApp({});
  const socket = connect(port, "127.0.0.1");
  const answers = text(socket);
  socket.write("GET /test/slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await expect.poll(() => slow.begun).toBe(1);
  const closed = app.close();
  await once(app.stopping, "abort");
  socket.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  slow.end();
  await closed;
  expect(await answers).toContain('{"slow":true}');
  expect(await answers).not.toContain('"status":"ok"');
});

test("a request that arrives while the service is stopping gets 503 and when to try again", async () => {
  const { app, port, url, slow } = await openApp({});
  const running = fetch(`${url}/test/slow`);
  const late = connect(port, "127.0.0.1");
  late.write("GET /health HTTP/1.1\r\n");
  await expect.poll(() => slow.begun).toBe(1);
  const closed = app.close();
  await once(app.stopping, "abort");
  late.write("Host: localhost\r\n\r\n");
  const answer = await text(late);
  expect(answer).toMatch(/^HTTP\/1.1 503 /);
  expect(answer).toContain("\r\nretry-after: 5\r\n");
  expect(answer).toContain('"code":"service-stopping"');
  slow.end();
  expect((await running).status).toBe(200);
  await closed;
});

test("stopping ends event streams", async () => {
  const { app, url } = await openApp({});
  const response = await fetch(`${url}/test/events`);
  const all = response.text();
  await closeSoon(app);
  expect(await all).toBe(": hello\n\n");
});

test("stopping says goodbye to WebSockets, and does not wait for those that do not hear", async () => {
  const { app, port } = await openApp({});
  const socket = new WebSocket(`ws://127.0.0.1:${port}/test/socket`);
  await once(socket, "open");
  socket.send("you");
  expect(String((await once(socket, "message"))[0])).toBe("heard you");
  const goodbye = once(socket, "close");
  const deaf = connect(port, "127.0.0.1");
  deaf.write(
    "GET /test/socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  await once(deaf, "data");
  await closeSoon(app);
  expect((await goodbye)[0]).toBe(1001);
});

test("the signal of stopping reaches those who wait", async () => {
  const { app } = await openApp({});
  expect(app.stopping.aborted).toBe(false);
  await app.close();
  expect(app.stopping.aborted).toBe(true);
});
