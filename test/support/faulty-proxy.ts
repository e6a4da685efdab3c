import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What becomes of a request: a status is answered without asking, `reset` breaks the line, `cut` breaks it in the middle of the answer. */
export type Fault = number | "reset" | "cut";

/** Answers a request by itself, where it returns true. */
type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<boolean>;

/** An HTTP server in front of another, on whose way things go wrong. */
export interface FaultyProxy {
  readonly url: string;
  /** Every request so far as method and path with query, in order. */
  readonly requests: readonly string[];
  /** The headers of each. */
  readonly headers: readonly IncomingHttpHeaders[];
  /** Lets the next requests fail that `concern` picks. */
  fail(fault: Fault, times: number, concern?: (line: string) => boolean): void;
  /** Answers that are still on their way. */
  open(): number;
  close(): Promise<void>;
}

/**
 * Starts a proxy on a port of its own.
 * @param first is asked before the target: it may answer what the target cannot
 */
export async function startFaultyProxy(target: string, first: Handler = async () => false): Promise<FaultyProxy> {
  const requests: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const faults: { fault: Fault; times: number; concern: (line: string) => boolean }[] = [];
  let open = 0;
  const faultOf = (line: string): Fault | undefined => {
    const found = faults.find(({ times, concern }) => times > 0 && concern(line));
    if (found) found.times--;
    return found?.fault;
  };
  const server = createServer((incoming, outgoing) => {
    const line = `${incoming.method} ${incoming.url}`;
    requests.push(line);
    headers.push(incoming.headers);
    open++;
    outgoing.once("close", () => open--);
    const fault = faultOf(line);
    if (fault === "reset") return void incoming.socket.destroy();
    if (typeof fault === "number") return answer(incoming, outgoing, fault);
    first(incoming, outgoing).then(
      (isAnswered) => isAnswered || forward({ incoming, outgoing, target, isCut: fault === "cut" }),
      (error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Listening on a port makes it an `AddressInfo`.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    headers,
    fail: (fault, times, concern = () => true) => void faults.push({ fault, times, concern }),
    open: () => open,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Reads what was sent before it answers: a client that is still sending would see the line break. */
function answer(incoming: IncomingMessage, outgoing: ServerResponse, status: number): void {
  incoming.resume().once("end", () => outgoing.writeHead(status, { "content-length": 0 }).end());
}

function forward({
  incoming,
  outgoing,
  target,
  isCut,
}: {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  target: string;
  isCut: boolean;
}): void {
  const { method, headers } = incoming;
  const onward = request(new URL(incoming.url ?? "/", target), { method: method ?? "GET", headers, agent: false });
  onward.on("error", () => outgoing.destroy());
  outgoing.on("close", () => onward.destroy());
  onward.on("response", (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.headers);
    if (isCut) response.once("data", (chunk: Buffer) => outgoing.write(chunk, () => outgoing.destroy()));
    else response.pipe(outgoing);
  });
  incoming.pipe(onward);
}
