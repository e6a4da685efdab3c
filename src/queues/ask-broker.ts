import { TaskCancelledError, TimeoutStrategy, timeout } from "cockatiel";
import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";

export interface Broker {
  readonly name: string;
  /** What the operator looks at where it does not answer: a sentence. */
  readonly remedy: string;
  /** What went wrong with the connection, where an error of a call does not tell it. */
  lastFault?(): unknown;
}

const WITHIN_MS = 4_000;

/**
 * Asks something of a broker, and gives up after four seconds.
 * @throws {Failure} `queue-unavailable`
 */
export async function askBroker<Answer>(
  broker: Broker,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await timeout(WITHIN_MS, TimeoutStrategy.Aggressive).execute(({ signal }) => ask(signal));
  } catch (error) {
    throw queueUnavailable(broker, error);
  }
}

/** The error itself is left out: those of brokers carry commands and headers, and a password among them. */
function queueUnavailable(broker: Broker, error: unknown): Failure {
  const reason = reasonOf(error) ?? reasonOf(broker.lastFault?.());
  const why =
    reason ?? (error instanceof TaskCancelledError ? `no answer within ${WITHIN_MS / 1_000} s` : "no reason given");
  return new Failure("queue-unavailable", `${broker.name} does not take part (${why}). ${broker.remedy}`);
}

/** What a queue says that is asked for something after it was closed. */
export const queueClosed = (): Failure =>
  new Failure("queue-unavailable", "The queue is closed: the service is being stopped.");

// `WRONGPASS invalid …` of Redis, `5 NOT_FOUND: …` of Google.
const WORD = /^(?:\d+ )?([A-Z][A-Z_]{2,})\b/;
/** They say that a connection is gone, and not why. */
const TELL_NOTHING: ReadonlySet<string> = new Set(["Error", "MaxRetriesPerRequestError", "TaskCancelledError", ""]);

/** The reason in one word: messages may name hosts, accounts and keys. */
function reasonOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code = codeOf(error);
  const word = WORD.exec(error.message)?.[1] ?? (/^[A-Z][A-Z0-9_]+$/.test(code) ? code : error.name);
  return TELL_NOTHING.has(word) ? null : word;
}
