import pRetry from "p-retry";
import { exchange, jsonOf } from "./exchange.ts";
import { type Line, openLine } from "./line.ts";
import type { Link } from "./link.ts";
import { pause } from "./pause.ts";
import type { Parcel } from "./recording.ts";
import { LONGEST_PAUSE_MS } from "./retry-after.ts";
import { isPassing, type ScribewellError } from "./scribewell-error.ts";
import { isNeverConnected } from "./unreachable.ts";

export interface SendOptions {
  /** Called with the bytes sent so far, which start anew where the recording is sent again. Not of a Blob. */
  readonly onSent?: (bytes: number) => void;
  /**
   * Ends the sending with its reason. When all has been sent already, the answer is waited for, for a second: what it names is
   * given then, because it may have to be ended too.
   */
  readonly signal?: AbortSignal;
}

/** A recording on its way to a route. */
export interface Delivery<Answer> {
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly parcel: Parcel;
  /** What makes several attempts one. Left out, nothing is sent again that may have arrived. */
  readonly idempotencyKey?: string;
  /** What the answer must have. */
  readonly fields: readonly (keyof Answer & string)[];
}

/** How long a service may take nothing, or say nothing after the last byte. */
const SILENCE_MS = 120_000;
/** Sent more often it would break again. */
const MOST_SENT = 4;
/** For about a minute, in which a service is restarted: nothing is sent while nobody listens. */
const PATIENTLY = { retries: 14, minTimeout: 500, maxTimeout: 5_000 };

/**
 * Sends a recording, again up to three times where the connection broke or the service was busy. A service that has gone in the
 * middle is waited for as long as a restart takes; one that cannot be connected to at the first attempt is not.
 */
export async function sendPatiently<Answer>(
  link: Link,
  delivery: Delivery<Answer>,
  { signal = new AbortController().signal, onSent = () => {} }: SendOptions,
): Promise<Answer> {
  let answer: Answer | undefined;
  let sent = 0;
  const attempt = async () => {
    answer = await send(link, delivery, { signal, onSent });
  };
  try {
    await pRetry(attempt, {
      ...PATIENTLY,
      ...(!delivery.parcel.canRepeat && { retries: 0 }),
      signal,
      shouldRetry({ error, attemptNumber }) {
        if (!mayRepeat(error, delivery)) return false;
        return isNeverConnected(error) ? attemptNumber > 1 : ++sent < MOST_SENT;
      },
      async onFailedAttempt({ error, retriesLeft }) {
        if (retriesLeft > 0 && mayRepeat(error, delivery)) await pause(error.retryAfterMs, signal);
      },
    });
  } catch (error) {
    // What was opened while its owner already wanted to end is given all the same.
    if (!answer) throw signal.aborted ? signal.reason : error;
  }
  if (!answer) throw new Error("An attempt that did not fail has an answer");
  return answer;
}

function mayRepeat(
  error: Error,
  { idempotencyKey }: Pick<Delivery<never>, "idempotencyKey">,
): error is ScribewellError {
  if (!isPassing(error) || error.retryAfterMs > LONGEST_PAUSE_MS) return false;
  return idempotencyKey !== undefined || error.status === 429 || error.status === 503 || isNeverConnected(error);
}

async function send<Answer>(
  link: Link,
  { path, query, parcel, idempotencyKey, fields }: Delivery<Answer>,
  { signal, onSent }: Required<SendOptions>,
): Promise<Answer> {
  const line = openLine(signal, parcel.isWatched ? SILENCE_MS : null);
  const { body, broken } = parcel.open(watched(line, onSent));
  const headers = { ...parcel.headers, ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }) };
  try {
    const response = await exchange(link, { method: "POST", path, query, headers, body }, line);
    return await jsonOf(link, { response, line, fields });
  } catch (error) {
    signal.throwIfAborted();
    throw broken() ?? error;
  } finally {
    line.close();
  }
}

const watched = (line: Line, onSent: (bytes: number) => void) => ({
  onSent(bytes: number) {
    line.heard();
    onSent(bytes);
  },
  onAllSent: () => line.allSent(),
});
