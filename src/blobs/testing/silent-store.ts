import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A store on another machine that takes requests and goes silent. */
export interface SilentStore {
  readonly url: string;
  /** Requests so far, each as method and path. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** @param begins answers a request for an object with its first bytes, and goes silent then */
export async function startSilentStore({ begins = false } = {}): Promise<SilentStore> {
  const requests: string[] = [];
  const server = createServer(({ method, url }, outgoing) => {
    requests.push(`${method} ${url}`);
    if (begins) outgoing.writeHead(200, { "content-length": 1_000_000 }).write("some");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Listening on a port makes it an `AddressInfo`.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
