import { once } from "node:events";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { endStalledBody } from "./body-patience.ts";

let app: FastifyInstance;
beforeAll(async () => {
  app = fastify();
  app.addHook("onRequest", async (request) => endStalledBody(request, 300));
  app.post("/thoughtful", async ({ body }) => {
    await pause(700);
    return { heard: body };
  });
  app.get("/thoughtful", async () => {
    await pause(700);
    return { heard: "nothing" };
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => app.close());

function open(): { socket: Socket; answer: () => string } {
  const { port } = app.server.address() as AddressInfo; // it listens on TCP
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  return { socket, answer: () => answer };
}

const head = (length: number) =>
  `POST /thoughtful HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n`;

test("a body that stands still is ended", async () => {
  const { socket } = open();
  const started = Date.now();
  socket.write(`${head(10)}half`);
  await once(socket, "close");
  expect(Date.now() - started).toBeLessThan(SOON_MS);
});

test("a body that comes slowly may come, and its answer may take its time", async () => {
  const { socket, answer } = open();
  socket.write(head(6));
  for (const letter of "slowly") {
    socket.write(letter);
    await pause(120);
  }
  await expect.poll(answer, { timeout: SOON_MS }).toContain('{"heard":"slowly"}');
  socket.destroy();
});

test("a request without a body may wait for its answer", async () => {
  const { socket, answer } = open();
  socket.write("GET /thoughtful HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await expect.poll(answer, { timeout: SOON_MS }).toContain('{"heard":"nothing"}');
  socket.destroy();
});
