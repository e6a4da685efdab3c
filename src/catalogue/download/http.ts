import type { Open, Opened, ResumePoint } from "./receive.ts";
import { SourceFault } from "./source-fault.ts";

const MOST_REDIRECTS = 5;

/** A file at an http(s) address. */
export interface HttpFile {
  readonly url: URL;
  /** Sent to this origin and no other, whatever it redirects to. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sees the headers of the first answer, before any redirect is followed. */
  readonly onAnswer?: (headers: Headers) => void;
}

/** Opens a file over http(s), from the byte that is asked for where the server can. */
export function openHttp(file: HttpFile): Open {
  const open: Open = async (from, signal) => {
    const response = await follow(file, rangeHeaders(from), signal);
    if (response.status === 416 && from.bytes > 0) {
      await response.body?.cancel();
      return open({ bytes: 0, validator: null }, signal);
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw faultOf(response.status);
    }
    return describe(response);
  };
  return open;
}

function rangeHeaders({ bytes, validator }: ResumePoint): Record<string, string> {
  if (bytes === 0) return {};
  return { range: `bytes=${bytes}-`, ...(validator === null ? {} : { "if-range": validator }) };
}

async function follow(file: HttpFile, range: Record<string, string>, signal: AbortSignal): Promise<Response> {
  let { url, headers } = withoutCredentials(file);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await ask(url, { ...headers, ...range }, signal);
    if (hop === 0) file.onAnswer?.(response.headers);
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, url);
    if (url.protocol === "https:" && next.protocol !== "https:") {
      throw new SourceFault("refused", "redirects from https to an address that is not");
    }
    if (next.origin !== url.origin) headers = {};
    url = next;
  }
  throw new SourceFault("refused", "redirects without end");
}

/** fetch refuses a name and password inside an address; servers want them in a header. */
function withoutCredentials({ url, headers = {} }: HttpFile): { url: URL; headers: Readonly<Record<string, string>> } {
  if (url.username === "" && url.password === "") return { url, headers };
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
  return { url: withoutUser(url), headers: { authorization, ...headers } };
}

function withoutUser(url: URL): URL {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare;
}

/** An address as it may be shown and kept: without name, password and query. */
export function shownAddress(address: string): string {
  const url = withoutUser(new URL(address));
  url.search = "";
  return url.href.replace(/\/$/, "");
}

async function ask(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  try {
    // Compressed on the way, a range of bytes would be one of other bytes than those on the disk.
    const sent = { "accept-encoding": "identity", "user-agent": "scribewell", ...headers };
    return await fetch(url, { headers: sent, redirect: "manual", signal });
  } catch (error) {
    signal.throwIfAborted();
    throw networkFault("cannot be reached", error);
  }
}

function networkFault(what: string, error: unknown): SourceFault {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why = cause instanceof Error && "code" in cause ? cause.code : cause;
  // A name that nobody knows will not be known a second later; a fall-back should not wait for it.
  return new SourceFault(why === "ENOTFOUND" ? "refused" : "network", `${what} (${String(why)})`, { cause: error });
}

function faultOf(status: number): SourceFault {
  if (status === 404 || status === 410) return new SourceFault("absent", `does not have it (${status})`);
  const passing = status === 408 || status === 429 || status >= 500;
  return new SourceFault(passing ? "network" : "refused", `answers ${status}`);
}

function describe(response: Response): Opened {
  const { headers } = response;
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
  // With a content-encoding the length is that of other bytes than those that arrive here.
  const plain = (headers.get("content-encoding") ?? "identity") === "identity";
  const length = response.status === 206 ? total : (headers.get("content-length") ?? undefined);
  return {
    startsAt: response.status === 206 ? Number(first ?? Number.NaN) : 0,
    totalBytes: plain && length !== undefined && length !== "*" ? Number(length) : null,
    validator: validatorOf(headers),
    body: bodyOf(response),
  };
}

/** `If-Range` takes an entity tag only when it is a strong one. */
function validatorOf(headers: Headers): string | null {
  const tag = headers.get("etag");
  return tag?.startsWith('"') ? tag : headers.get("last-modified");
}

/** Holds the response and not its body alone: fetch empties the body of a response that was garbage collected unread. */
async function* bodyOf(response: Response): AsyncGenerator<Uint8Array> {
  try {
    yield* response.body ?? [];
  } catch (error) {
    throw networkFault("broke off", error);
  }
}
