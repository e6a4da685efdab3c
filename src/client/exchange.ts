import type { Line } from "./line.ts";
import type { Link } from "./link.ts";
import { notThisService, refusalOf } from "./refusal.ts";
import { ScribewellError } from "./scribewell-error.ts";
import { unreachable } from "./unreachable.ts";

/** What is asked of a service. */
export interface Question {
  readonly method?: "GET" | "POST" | "DELETE";
  /** Below the service's address, as `api/v1/jobs`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Blob | ReadableStream<Uint8Array>;
}

/**
 * Asks a service once, and gives its answer when that is a success. Redirects are not followed: a key would go along.
 * @throws {ScribewellError} the service's own where it refuses; `service-unreachable`; `route-not-found` and others for what
 * something else at the address has answered. Ends with the reason of the line's owner.
 */
export async function exchange(link: Link, question: Question, line: Line): Promise<Response> {
  const { method = "GET", path, query, headers, body } = question;
  const request: RequestInit & { duplex?: "half" } = {
    method,
    headers: { ...link.headers, ...headers },
    redirect: "manual",
    signal: line.signal,
    ...(body !== undefined && { body, duplex: "half" }),
  };
  const response = await link.fetch(link.address.at(path, query), request).catch((error) => lost(link, line, error));
  line.heard();
  if (response.ok) return response;
  const text = await textOf(link, response, line);
  throw refusalOf(link.address, { response, said: jsonIn(text) ?? text });
}

/** Reads an answer as it comes. @throws {ScribewellError} `service-unreachable` where it breaks off */
export async function* chunksOf(link: Link, { body }: Response, line: Line): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (;;) {
      const read = await reader?.read().catch((error) => lost(link, line, error));
      if (read?.value === undefined) return;
      line.heard();
      yield read.value;
    }
  } finally {
    // Whoever reads no further wants the rest not sent.
    await reader?.cancel().catch(() => {});
  }
}

/** Reads an answer whole. @throws {ScribewellError} `service-unreachable` where it breaks off */
export async function textOf(link: Link, response: Response, line: Line): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunksOf(link, response, line)) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/**
 * Reads an answer as JSON.
 * @param fields what it must have, or something else has answered
 * @throws {ScribewellError} `route-not-found`, `service-unreachable`
 */
export async function jsonOf<Shape>(
  link: Link,
  { response, line, fields }: { response: Response; line: Line; fields: readonly (keyof Shape & string)[] },
): Promise<Shape> {
  const value = jsonIn(await textOf(link, response, line));
  if (typeof value === "object" && value !== null && fields.every((name) => name in value)) return value as Shape; // its service describes it so
  throw notThisService(link.address.shown, "its answer cannot be read");
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lost({ address }: Link, { owner, signal }: Line, error: unknown): never {
  owner.throwIfAborted();
  if (error instanceof ScribewellError) throw error;
  throw unreachable(address, signal.aborted ? signal.reason : error);
}
