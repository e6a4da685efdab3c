import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

export const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** What came, as it came. */
export interface Received {
  readonly id: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly at: number;
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end("thank you");

/** Hangs up without a word. */
export const cut: Answer = (_response, request) => void request.socket.destroy();
/** Says nothing, ever. */
export const silent: Answer = () => {};

/** What is signed right, by the library of those who receive. @throws where it is not */
export const verified = ({ body, headers }: Received, secret = SECRET) =>
  new Webhook(secret).verify(body, headers) as { type: string; data: { job: Record<string, unknown> } }; // as documented

/** A receiver of webhooks on a port of its own, which answers as it is told. */
export async function openReceiver() {
  const received: Received[] = [];
  let answer: Answer = status(204);
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    received.push({ id: headers["webhook-id"] ?? "", path: request.url ?? "", headers, body, at: Date.now() });
    answer(response, request);
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const close = async () => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return {
    received,
    url: `http://127.0.0.1:${port}/hook`,
    answerWith(next: Answer) {
      answer = next;
    },
    forget() {
      received.length = 0;
      answer = status(204);
    },
    /** Nobody listens any more. */
    goDown: close,
    comeBack: () => listen(port),
    close,
  };
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>;
