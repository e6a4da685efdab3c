import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { Failure } from "../domain/failure.ts";
import { redirectedUrl } from "../outgoing/url-check.ts";
import { type Exchange, type ExchangeOptions, openExchange } from "./http-exchange.ts";

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/** What fetching a recording is bound by. */
export interface RequestOptions extends ExchangeOptions {
  /** A larger recording is refused: at once where its length is announced, else when more has come. */
  readonly maxBytes: number;
}

/** A recording on its way. */
export interface Answer {
  /** The address that answered, after redirects. */
  readonly url: URL;
  /** As announced; null when it was not, or the body travels compressed. */
  readonly bytes: number | null;
  readonly headers: IncomingHttpHeaders;
  /** Fails with a `Failure`, or with the signal's reason. Destroying it ends the connection; so does its end. */
  readonly body: Readable;
}

/**
 * Asks for a recording and follows redirects by hand, so that each address is looked at before it is asked.
 * @throws {Failure} `url-refused`, `url-unreachable`, `media-refused` past `maxBytes`, `settings-invalid` when `networks` is wrong.
 */
export async function request(start: URL, options: RequestOptions): Promise<Answer> {
  let url = start;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const exchange = await openExchange(url, options);
    const { statusCode = 0, headers } = exchange.response;
    const { location } = headers;
    if (!REDIRECTS.includes(statusCode) || location === undefined) {
      return answerOf(url, exchange, options.maxBytes);
    }
    exchange.close();
    url = redirectedUrl(url, location);
  }
  throw new Failure(
    "url-refused",
    `${start.host} redirects more than ${MOST_REDIRECTS} times. Ask its owner for a direct link.`,
  );
}

function answerOf(url: URL, exchange: Exchange, maxBytes: number): Answer {
  const { headers } = exchange.response;
  const { "content-length": announced, "content-encoding": coding = "identity" } = headers;
  const bytes = announced === undefined || coding !== "identity" ? null : Number(announced);
  const tooLarge = (size: string): Failure =>
    new Failure(
      "media-refused",
      `The recording at ${url.host} ${size} the limit of ${maxBytes} bytes. Send a smaller one, or raise the limit.`,
    );
  const refusal =
    refusalOf(url, exchange.response) ??
    ((bytes ?? 0) > maxBytes ? tooLarge(`has ${bytes} bytes, which is larger than`) : null);
  if (refusal !== null) {
    exchange.close();
    throw refusal;
  }
  let received = 0;
  const readOn = async (): Promise<Uint8Array | null> => {
    const chunk = await exchange.read(() => brokenOff(url, received, bytes));
    received += chunk?.byteLength ?? 0;
    if (received > maxBytes) throw tooLarge("is larger than");
    return chunk;
  };
  return { url, bytes, headers, body: readableOf(readOn, exchange.close) };
}

// Not `Readable.from` over a generator: destroying that waits for the read that is under way.
function readableOf(readOn: () => Promise<Uint8Array | null>, close: () => void): Readable {
  return new Readable({
    read() {
      readOn().then(
        (chunk) => this.push(chunk),
        (error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      close();
      done(error);
    },
  });
}

function brokenOff({ host }: URL, received: number, bytes: number | null): Failure {
  const whole = bytes === null ? "" : ` of ${bytes}`;
  return new Failure("url-unreachable", `${host} broke off after ${received}${whole} bytes. Try again.`);
}

function refusalOf({ host }: URL, { statusCode: status = 0, headers }: IncomingMessage): Failure | null {
  if (status === 429 || status >= 500) {
    return new Failure("url-unreachable", `${host} answered with status ${status}. Try again later.`);
  }
  if (status < 200 || status > 299)
    return new Failure("url-refused", `${host} answered with status ${status}. Check the address and who may read it.`);
  if (!/^\s*(text\/html|application\/xhtml\+xml)/i.test(headers["content-type"] ?? "")) return null;
  return new Failure(
    "url-refused",
    `${host} answered with a web page, not a recording. Give the address of the file itself.`,
  );
}
