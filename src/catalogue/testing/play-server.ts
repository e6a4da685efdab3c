import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type Files, sha256Of } from "./fake-model.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A server on this machine that plays a mirror, the hub or a registry. */
export interface PlayServer {
  readonly url: string;
  /** Every request it got, in order. */
  readonly seen: readonly { readonly path: string; readonly headers: IncomingMessage["headers"] }[];
  close(): Promise<void>;
}

export async function playServer(answer: Answer): Promise<PlayServer> {
  const seen: PlayServer["seen"][number][] = [];
  const server = createServer((request, response) => {
    seen.push({ path: pathOf(request), headers: request.headers });
    Promise.resolve(answer(request, response)).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // listening on a port, so neither a pipe nor null
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export const pathOf = (request: IncomingMessage): string =>
  decodeURIComponent(new URL(request.url ?? "/", "http://here").pathname.slice(1));

export interface SendOptions {
  /** Breaks the connection after so many bytes of this answer. */
  readonly cutAfter?: number;
  /** Sends so many bytes and then nothing, with the connection open. */
  readonly hangAfter?: number;
  /** With `hangAfter`: the rest follows once this is fulfilled. */
  readonly goOn?: Promise<unknown>;
  /** Pause after each 64 KiB. */
  readonly pauseMs?: number;
  /** Says nothing of the length. */
  readonly chunked?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends bytes as a good static server does: with an entity tag, ranges and conditional ranges. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  options: SendOptions = {},
): Promise<void> {
  const etag = `"tag-${sha256Of(bytes).slice(0, 16)}"`;
  const start = startOf(request, etag);
  if (start > 0 && start >= bytes.length) {
    response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    return;
  }
  const part = bytes.subarray(start);
  const length = options.chunked ? {} : { "content-length": part.length };
  const range = start > 0 ? { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {};
  response.writeHead(start > 0 ? 206 : 200, { etag, ...length, ...range, ...options.headers });
  await sendPart(response, part, options);
}

function startOf(request: IncomingMessage, etag: string): number {
  const [, first = "0"] = /^bytes=(\d+)-$/.exec(request.headers.range ?? "") ?? [];
  const condition = request.headers["if-range"] ?? etag;
  return condition === etag ? Number(first) : 0;
}

async function sendPart(response: ServerResponse, part: Buffer, options: SendOptions): Promise<void> {
  const { goOn, hangAfter, ...others } = options;
  const most = Math.min(options.cutAfter ?? hangAfter ?? part.length, part.length);
  for (let sent = 0; sent < most; sent += 65_536) {
    response.write(part.subarray(sent, Math.min(sent + 65_536, most)));
    if (options.pauseMs) await delay(options.pauseMs);
  }
  if (most === part.length) response.end();
  else if (goOn !== undefined) await goOn.then(() => sendPart(response, part.subarray(most), others));
  // Ended and not destroyed, or bytes on their way would be lost with the connection.
  else if (options.cutAfter !== undefined) response.socket?.end();
}

/** Answers with the file of the path, or 404. */
export function fileServer(files: Files, optionsFor: (path: string) => SendOptions = () => ({})): Promise<PlayServer> {
  return playServer((request, response) => {
    const bytes = files[pathOf(request)];
    return bytes ? send(request, response, bytes, optionsFor(pathOf(request))) : response.writeHead(404).end();
  });
}
