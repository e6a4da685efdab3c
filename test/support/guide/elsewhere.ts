import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

const SAMPLE = fileURLToPath(new URL("../../../samples/welcome.mp3", import.meta.url));

/** What stands for https://example.org: each recording is the sample, and what is posted is taken. */
export async function openElsewhere() {
  const recording = await readFile(SAMPLE);
  const server = createServer((request, response) => {
    request.resume();
    if (request.method === "POST") response.writeHead(204).end();
    else response.writeHead(200, { "content-type": "audio/mpeg", "content-length": recording.length }).end(recording);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
