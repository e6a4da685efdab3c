import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { type OpenApp, openApp } from "../testing/open-app.ts";

let open: OpenApp;
beforeAll(async () => {
  open = await openApp({});
});
afterAll(() => open.app.close());

const OFFER = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n";

test("a request that offers HTTP/2 is answered as HTTP/1.1, and so is the next on its connection", async () => {
  const socket = connect(open.port, "127.0.0.1");
  let answers = "";
  socket.on("data", (chunk) => {
    answers += chunk;
  });
  const body = '{"name":"Ada"}';
  const head = `Host: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
  socket.write(`POST /test/json HTTP/1.1\r\n${head}${OFFER}\r\n${body}`);
  await expect.poll(() => answers).toContain("HTTP/1.1 200 OK");
  await expect.poll(() => answers).toContain(body);
  socket.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await expect.poll(() => answers).toContain('"status":"ok"');
  socket.destroy();
  await once(socket, "close");
});

test("a body that comes after the offer is read whole", async () => {
  const socket = connect(open.port, "127.0.0.1");
  let answers = "";
  socket.on("data", (chunk) => {
    answers += chunk;
  });
  const head = "Host: localhost\r\nContent-Type: audio/wav\r\nContent-Length: 900000\r\n";
  socket.write(`POST /test/raw HTTP/1.1\r\n${head}${OFFER}\r\n`);
  for (let part = 0; part < 9; part++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    socket.write(Buffer.alloc(100_000));
  }
  await expect.poll(() => answers, { timeout: SOON_MS }).toContain('{"bytes":900000}');
  socket.destroy();
});
