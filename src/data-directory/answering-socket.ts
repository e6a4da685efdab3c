import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";

/** A listening socket that tells whoever connects who it belongs to. It does not keep the process alive. */
export interface AnsweringSocket {
  /** The address that is told from then on; none was told before. */
  announce(url: string): void;
  /** Stops listening. Twice is fine. */
  close(): Promise<void>;
}

/**
 * Listens at a path, or at a named pipe, and answers every connection with one line of JSON: `url` (null before it is
 * announced), `pid` and `version`. The system closes it with the process, however that ends.
 */
export async function openAnsweringSocket(path: string): Promise<AnsweringSocket> {
  const version = ownVersion();
  let url: string | null = null;
  const server = createServer((asker) => {
    asker.unref();
    // Whoever asks may hang up at any time.
    asker.on("error", () => undefined);
    // Not waiting for the other side to close: an asker that stands still would keep `close` from ending.
    asker.end(`${JSON.stringify({ url, pid: process.pid, version })}\n`, () => asker.destroy());
  });
  server.listen(path);
  await once(server, "listening");
  server.unref();
  // A connection that could not be accepted, for example for want of descriptors, costs that answer and nothing else.
  server.on("error", () => undefined);
  let closed: Promise<void> | null = null;
  return {
    announce(address) {
      url = address;
    },
    close() {
      closed ??= new Promise((resolve) => server.close(() => resolve()));
      return closed;
    },
  };
}

function ownVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return manifest.version;
}
