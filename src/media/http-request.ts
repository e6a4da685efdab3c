import { AbortError } from "p-retry";
import { Failure } from "../domain/failure.ts";
import { redirectedUrl } from "./url-check.ts";

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/** What one request is bound by. */
export interface RequestOptions {
  readonly signal: AbortSignal;
  /** Asked before each request, redirects too, and refuses by throwing. It sees the whole address. */
  readonly allow?: (url: URL) => Promise<void>;
  /** Time to connect and get the headers; 15,000 by default. */
  readonly headersMs: number;
  /** Time without a byte while one is waited for; 30,000 by default. */
  readonly stallMs: number;
}

/** A recording on its way. */
export interface Answer {
  /** The address that answered, after redirects. */
  readonly url: URL;
  /** As announced; null when it was not, or the body travels compressed. */
  readonly bytes: number | null;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection, read to the end or not. */
  close(): void;
}

/**
 * Asks for a recording and follows redirects by hand, so that each address can be looked at before it is asked.
 * A server that hangs is given up at once (p-retry's `AbortError`); the other cases of `url-unreachable` are worth another try.
 * @throws {Failure} `url-refused`, `url-unreachable`, or what `allow` throws.
 */
export async function request(start: URL, options: RequestOptions): Promise<Answer> {
  let url = start;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    await options.allow?.(url);
    const connection = new AbortController();
    const response = await headersWithin(url, connection, options);
    const location = response.headers.get("location");
    if (!REDIRECTS.includes(response.status) || location === null) return answerOf(url, response, connection, options);
    connection.abort();
    url = redirectedUrl(url, location);
  }
  throw new Failure(
    "url-refused",
    `${start.host} redirects more than ${MOST_REDIRECTS} times. Ask its owner for a direct link.`,
  );
}

async function headersWithin(url: URL, connection: AbortController, options: RequestOptions): Promise<Response> {
  const { signal, headersMs } = options;
  const timer = setTimeout(() => connection.abort(hung(url, headersMs)), headersMs);
  try {
    return await fetch(url, {
      redirect: "manual",
      // The announced length is the length of what comes only when nothing is compressed on the way.
      headers: { accept: "audio/*, video/*, */*;q=0.5", "accept-encoding": "identity", "user-agent": "scribewell" },
      signal: AbortSignal.any([signal, connection.signal]),
    });
  } catch (error) {
    throw faultOf(url, error, connection);
  } finally {
    clearTimeout(timer);
  }
}

function answerOf(url: URL, response: Response, connection: AbortController, options: RequestOptions): Answer {
  const refusal = refusalOf(url, response);
  if (refusal !== null) {
    connection.abort();
    throw refusal;
  }
  const announced = response.headers.get("content-length");
  const plain = (response.headers.get("content-encoding") ?? "identity") === "identity";
  return {
    url,
    bytes: announced === null || !plain ? null : Number(announced),
    body: bodyWithin(url, response, connection, options),
    close: () => connection.abort(),
  };
}

function refusalOf({ host }: URL, { status, ok, headers }: Response): Failure | null {
  if (status === 429 || status >= 500) {
    return new Failure("url-unreachable", `${host} answered with status ${status}. Try again later.`);
  }
  if (!ok)
    return new Failure("url-refused", `${host} answered with status ${status}. Check the address and who may read it.`);
  if (!/^\s*(text\/html|application\/xhtml\+xml)/i.test(headers.get("content-type") ?? "")) return null;
  return new Failure(
    "url-refused",
    `${host} answered with a web page, not a recording. Give the address of the file itself.`,
  );
}

async function* bodyWithin(
  url: URL,
  response: Response,
  connection: AbortController,
  { stallMs }: RequestOptions,
): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    // Runs only while a chunk is waited for: a slow disk of ours is not a slow server.
    const timer = setTimeout(() => connection.abort(hung(url, stallMs)), stallMs);
    const next = await reader.read().catch((error: unknown) => {
      throw faultOf(url, error, connection);
    });
    clearTimeout(timer);
    if (next.done) return;
    yield next.value;
  }
}

function hung({ host }: URL, ms: number): AbortError {
  return new AbortError(new Failure("url-unreachable", `${host} sent nothing for ${ms / 1000} s. Try again later.`));
}

function faultOf({ host }: URL, error: unknown, connection: AbortController): unknown {
  if (connection.signal.aborted) return connection.signal.reason;
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
  return new Failure(
    "url-unreachable",
    `${host} could not be reached, or broke off${code}. Check the address and the network.`,
    { cause },
  );
}
