import { once } from "node:events";
import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";

/** A way to a local port whose lines break. */
export interface BreakingProxy {
  readonly url: string;
  /** How many have broken. */
  broken(): number;
  close(): Promise<void>;
}

/** Breaks so many lines, each after so many bytes from the client; from then on none. */
export async function startBreakingProxy(
  to: number,
  { lines, afterBytes }: { lines: number; afterBytes: number },
): Promise<BreakingProxy> {
  let broken = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = createConnection({ port: to, host: "127.0.0.1" });
    const end = () => {
      near.destroy();
      far.destroy();
      sockets.delete(near);
    };
    sockets.add(near);
    for (const one of [near, far]) one.on("error", () => {}).once("close", end);
    let bytes = 0;
    near.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes < afterBytes || broken === lines) return;
      broken++;
      end();
    });
    near.pipe(far);
    far.pipe(near);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    broken: () => broken,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
