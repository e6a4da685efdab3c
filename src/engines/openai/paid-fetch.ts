import type { Reservation } from "../../ports/spending.ts";
import { exchange, type RequestOptions } from "./exchange.ts";
import { faultCode } from "./fault-code.ts";

/** A way to send one question, however often it has to be sent, of which each time is paid for. */
export interface PaidFetch {
  readonly fetch: (url: string | URL | Request, options?: RequestOptions) => Promise<Response>;
  /** Says that the last answer was a good one, and what it used. */
  settle(seconds: number): Promise<void>;
}

export interface PaidFetchOptions {
  /** Asked before each sending: one that got no answer may have cost as much as one that did. */
  reserve(): Promise<Reservation>;
  /** Told why nothing may be sent. It has to end the question: the SDK would take it for a broken line and try again. */
  onRefused(reason: unknown): void;
}

/** Nothing was sent then. */
const NOT_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|CERT_\w+|\w+_CERT\w*|UNABLE_TO_\w+)$/;
/** A gateway that lost its server, or its patience, does not know how far that came. */
const UNKNOWN_COST = [502, 504];

/**
 * Pays for each time that a question is sent: gives back where it was refused or nobody was there, and leaves it spent
 * where the service may have done the work (no answer in time, half of one, an abort).
 */
export function paidFetch({ reserve, onRefused }: PaidFetchOptions): PaidFetch {
  let good: Reservation | undefined;
  async function send(url: string | URL | Request, options?: RequestOptions): Promise<Response> {
    const held = await reserve().catch((reason) => {
      onRefused(reason);
      throw reason;
    });
    const answer = await sendHeld(held, url, options);
    if (answer.ok) good = held;
    else if (!UNKNOWN_COST.includes(answer.status)) await giveBack(held);
    return answer;
  }
  return {
    // `Response` keeps the SDK from sending something to find out what kind of function this is.
    fetch: Object.assign(send, { Response }),
    settle: async (seconds) => good?.settle({ seconds }).catch(leaveIt),
  };
}

async function sendHeld(held: Reservation, url: string | URL | Request, options?: RequestOptions): Promise<Response> {
  if (options?.signal?.aborted) {
    await giveBack(held);
    throw options.signal.reason;
  }
  return exchange(url, options).catch(async (error) => {
    if (NOT_CONNECTED.test(faultCode(error) ?? "")) await giveBack(held);
    throw error;
  });
}

const giveBack = (held: Reservation): Promise<void> => held.release().catch(leaveIt);

/** Where the books cannot be written it stays spent, which is no reason to lose a text or to ask for it again. */
const leaveIt = (): void => undefined;
