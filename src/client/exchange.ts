import type { Readable } from "node:stream";
import { type Dispatcher, request } from "undici";
import type { z } from "zod";
import { Failure } from "../domain/failure.ts";
import { notThisService, refusalOf } from "./refusal.ts";
import type { ServiceAddress } from "./service-address.ts";
import { unreachable } from "./unreachable.ts";

/** What is asked of a service. */
export interface Question {
  readonly method?: "GET" | "POST" | "DELETE";
  /** Below the service's address, as `api/v1/jobs`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  /** Makes several requests with the same key one. */
  readonly idempotencyKey?: string;
  /** Ends the exchange with its reason. */
  readonly signal: AbortSignal;
  /** How long nothing may come before the connection counts as broken; 0 for ever. Default 60 s. */
  readonly silenceMs?: number;
}

/** An answer that was a success. */
export interface Answer {
  readonly status: number;
  text(): Promise<string>;
  /** @throws {Failure} `route-not-found` when it is not what a Scribewell service answers. */
  json<Shape extends z.ZodType>(shape: Shape): Promise<z.output<Shape>>;
  chunks(): AsyncGenerator<Uint8Array>;
}

const SILENCE_MS = 60_000;

/**
 * Asks a service once, and gives its answer when that is a success. Redirects are not followed.
 * @throws {Failure} the service's own where it refuses; `service-unreachable`; `route-not-found` and others for what
 * something else at the address has answered.
 */
export async function exchange(address: ServiceAddress, question: Question): Promise<Answer> {
  const response = await guarded(address, question, () => ask(address, question));
  const answer = answerOf(address, question, response);
  if (response.statusCode >= 200 && response.statusCode < 300) return answer;
  const text = await answer.text();
  throw refusalOf(address, { status: response.statusCode, headers: response.headers, text });
}

function ask(address: ServiceAddress, question: Question): Promise<Dispatcher.ResponseData> {
  const { method = "GET", path, query, headers, body, idempotencyKey, signal, silenceMs = SILENCE_MS } = question;
  return request(address.at(path, query), {
    method,
    headers: {
      "user-agent": "scribewell",
      ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
      ...address.headers,
      ...headers,
    },
    body: body ?? null,
    signal,
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
  });
}

function answerOf(address: ServiceAddress, question: Question, response: Dispatcher.ResponseData): Answer {
  const text = () => guarded(address, question, () => response.body.text());
  return {
    status: response.statusCode,
    text,
    async json(shape) {
      const read = shape.safeParse(parsed(await text()));
      if (read.success) return read.data;
      throw notThisService(address.shown, "its answer cannot be read", read.error);
    },
    async *chunks() {
      try {
        for await (const chunk of response.body) yield chunk;
      } catch (error) {
        question.signal.throwIfAborted();
        throw unreachable(address, error);
      }
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function guarded<Result>(
  address: ServiceAddress,
  { signal }: Question,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    // What the body itself failed with is no fault of the connection.
    throw error instanceof Failure ? error : unreachable(address, error);
  }
}
