import type { Server } from "node:http";
import type { Duplex } from "node:stream";

/**
 * Answers requests that offer to go on in another protocol than WebSocket as if they did not offer it. Some clients
 * (Java's, `curl --http2`) offer HTTP/2 with each first request, and a server may ignore that; Node would let it fail.
 */
export function ignoreOtherUpgrades(server: Server): void {
  const isWebSocket = (upgrade: string | undefined) => upgrade?.toLowerCase() === "websocket";
  const [onUpgrade] = server.listeners("upgrade");
  if (onUpgrade === undefined) return;
  server.removeAllListeners("upgrade");
  server.on("upgrade", (request, socket: Duplex, head: Buffer) => {
    if (isWebSocket(request.headers.upgrade)) {
      onUpgrade.call(server, request, socket, head);
      return;
    }
    const { method, url, httpVersion, rawHeaders } = request;
    const lines = [`${method} ${url} HTTP/${httpVersion}`, ...withoutUpgrade(rawHeaders)];
    socket.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]));
    server.emit("connection", socket);
  });
}

const OFFER = new Set(["upgrade", "connection", "http2-settings"]);

function withoutUpgrade(rawHeaders: readonly string[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (!OFFER.has(rawHeaders[at]?.toLowerCase() ?? "")) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return lines;
}
