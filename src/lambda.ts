import { env } from "node:process";
import pino from "pino";
import { type ComposedService, composeService } from "./compose/service.ts";
import { workerOptions } from "./compose/worker-options.ts";
import { readConfig } from "./config.ts";
import { Failure } from "./domain/failure.ts";
import { loggerOptions } from "./http/connection/logging.ts";
import { readSqsEvent, sqsAnswer } from "./queues/push/read-sqs-event.ts";
import { answerRings } from "./worker/answer-rings.ts";
import type { WorkerOptions } from "./worker/worker.ts";

/** What AWS Lambda says of a call. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** Time that is left for a piece at work when no further one is begun, and for handing it back. */
const LEAVE_MS = 30_000;
const HAND_BACK_MS = 5_000;

interface Opened extends ComposedService {
  readonly able: WorkerOptions;
}

let opened: Promise<Opened> | undefined;

/** Kept from one call to the next, as long as the machine is. One that could not be opened is tried again. */
function service(): Promise<Opened> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(): Promise<Opened> {
  const config = readConfig(env);
  const composed = await composeService(config, pino(loggerOptions(config.LOG_LEVEL)));
  return { ...composed, able: workerOptions(config) };
}

/**
 * A worker as an AWS Lambda function with SQS as its event source: works on what was rung for until half a minute before
 * its time is over, and names the messages that have to come again. Settings are the environment's, as everywhere.
 * @throws {Failure} `request-invalid` for an event that is none of SQS; those of the start
 */
export async function handler(event: unknown, context: LambdaContext): Promise<ReturnType<typeof sqsAnswer>> {
  const rings = readSqsEvent(event);
  if (rings === null)
    throw new Failure("request-invalid", "This is no event of SQS. Give the function an SQS queue as its source.");
  const { services, able } = await service();
  const left = context.getRemainingTimeInMillis();
  const stopping = AbortSignal.timeout(Math.max(left - HAND_BACK_MS, 0));
  const until = performance.now() + left - LEAVE_MS;
  return sqsAnswer(await answerRings(services, rings, { ...able, until, stopping }));
}

/** Closes what calls have opened. AWS ends its machines without asking; whoever runs the handler without AWS calls this. */
export async function close(): Promise<void> {
  const closing = opened;
  opened = undefined;
  await (await closing?.catch(() => undefined))?.close();
}
