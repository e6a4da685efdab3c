import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Has the recordings at addresses. */
export interface ClipServer {
  urlOf(clip: number): string;
  close(): void;
}

export async function startClipServer(clips: readonly Buffer[]): Promise<ClipServer> {
  const server = createServer((request, response) => {
    const clip = clips[Number(/\d+/.exec(request.url ?? "")?.[0])];
    if (clip) response.writeHead(200, { "content-type": "audio/wav", "content-length": clip.length }).end(clip);
    else response.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return { urlOf: (clip) => `http://127.0.0.1:${port}/clip-${clip}.wav`, close: () => server.close() };
}
