import createFetchClient, { type Client } from "openapi-fetch";
import type { Link } from "./link.ts";
import { pause } from "./pause.ts";
import { notThisService, refusalOf } from "./refusal.ts";
import { LONGEST_PAUSE_MS, retryAfterMs } from "./retry-after.ts";
import type { paths } from "./schema.ts";
import { unreachable } from "./unreachable.ts";

/** Every route of the service, by its path and method. */
export type TypedApi = Client<paths>;

/** The routes over a link. What carries no body is asked again, up to three times, when the service says when to come back. */
export function typedApi(link: Link): TypedApi {
  return createFetchClient<paths>({
    baseUrl: link.address.shown,
    headers: link.headers,
    redirect: "manual",
    fetch: (request) => askPatiently(link, request),
  });
}

/** What a call of the API was answered with: nothing, where the route answers with nothing. */
export type DataOf<Answer extends { data?: unknown }> = [Exclude<Answer["data"], undefined>] extends [never]
  ? undefined
  : Exclude<Answer["data"], undefined>;

/** @throws {ScribewellError} what the service refused it with */
export async function dataOf<Answer extends { data?: unknown; error?: unknown; response: Response }>(
  link: Link,
  call: Promise<Answer>,
): Promise<DataOf<Answer>> {
  const { data, error, response } = await call;
  if (!response.ok) throw refusalOf(link.address, { response, said: error });
  return data as DataOf<Answer>; // there is data unless there is an error
}

const MOST_ASKED = 4;
const WITHOUT_BODY = ["GET", "HEAD", "DELETE"];

async function askPatiently(link: Link, request: Request): Promise<Response> {
  for (let asked = 1; ; asked += 1) {
    const response = await ask(link, request);
    const ms = retryAfterMs(response);
    const isPassing = [429, 503].includes(response.status) && ms > 0 && ms <= LONGEST_PAUSE_MS;
    if (!isPassing || asked >= MOST_ASKED || !WITHOUT_BODY.includes(request.method)) return response;
    await response.body?.cancel();
    await pause(ms, request.signal);
  }
}

async function ask({ fetch, address }: Link, request: Request): Promise<Response> {
  const response = await fetch(request).catch((error) => {
    request.signal.throwIfAborted();
    throw unreachable(address, error);
  });
  const isPage = /^text\/html\b/i.test(response.headers.get("content-type") ?? "");
  if (response.ok && isPage) throw notThisService(address.shown, "its answer cannot be read");
  return response;
}
