import type { IncomingMessage } from "node:http";
import { Failure } from "../domain/failure.ts";
import { decodedBody } from "../outgoing/decoded-body.ts";
import { guardedClient, type ResolveName } from "../outgoing/guarded-client.ts";
import type { Networks } from "../outgoing/networks.ts";
import { unanswered } from "../outgoing/unanswered.ts";

/** What one request is bound by. */
export interface ExchangeOptions {
  readonly signal: AbortSignal;
  /** Every address is checked against them where the connection is made, after redirects too. */
  readonly networks: Networks;
  /** The system's own resolver by default. */
  readonly resolve?: ResolveName;
  /** Time to connect and get the headers; 15,000 by default. */
  readonly headersMs?: number;
  /** Time without a byte while one is waited for; 30,000 by default. */
  readonly stallMs?: number;
}

/** One question to a server, whose headers have come. */
export interface Exchange {
  readonly response: IncomingMessage;
  /** The next bytes, or null at the end; rejects as `fault` says, with `url-unreachable` on a stall, and with the signal's reason. */
  read(fault: (cause: unknown) => Failure): Promise<Uint8Array | null>;
  /** Ends the connection, read to the end or not. Twice is fine. */
  close(): void;
}

/**
 * Asks one address on a connection of its own and follows no redirect.
 * @throws {Failure} `url-refused`, `url-unreachable`.
 */
export async function openExchange(url: URL, options: ExchangeOptions): Promise<Exchange> {
  const { signal, networks, resolve, headersMs = 15_000, stallMs = 30_000 } = options;
  const client = guardedClient({ networks, ...(resolve && { resolve }) });
  const clock = new AbortController();
  const within = async <T>(ms: number, step: Promise<T>, fault: (cause: unknown) => unknown): Promise<T> => {
    const timer = setTimeout(() => clock.abort(hung(url, ms)), ms);
    try {
      return await step;
    } catch (error) {
      signal.throwIfAborted();
      clock.signal.throwIfAborted();
      throw fault(error);
    } finally {
      clearTimeout(timer);
    }
  };
  const asking = client.ask(url, {
    method: "GET",
    // The announced length is the length of what comes only when nothing is compressed on the way.
    headers: { accept: "audio/*, video/*, */*;q=0.5", "accept-encoding": "identity", "user-agent": "scribewell" },
    signal: AbortSignal.any([signal, clock.signal]),
  });
  const response = await within(headersMs, asking, (error) => unanswered(url, error, networks)).catch((error) => {
    client.close();
    throw error;
  });
  const body = decodedBody(response);
  const chunks: AsyncIterator<Uint8Array> = body.iterator();
  return {
    response,
    async read(fault) {
      // The clock runs only while a chunk is waited for: a slow disk of ours is not a slow server.
      const next = await within(stallMs, chunks.next(), fault);
      return next.done ? null : next.value;
    },
    close() {
      body.on("error", () => undefined).destroy();
      client.close();
    },
  };
}

/** Whether a server kept silent too long: asking the same again at once would only take that long once more. */
export function isHung({ cause }: Failure): boolean {
  return cause instanceof DOMException && cause.name === "TimeoutError";
}

function hung({ host }: URL, ms: number): Failure {
  const cause = new DOMException("Nothing came in time.", "TimeoutError");
  return new Failure("url-unreachable", `${host} sent nothing for ${ms / 1000} s. Try again later.`, { cause });
}
