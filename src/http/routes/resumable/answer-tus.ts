import { randomUUID } from "node:crypto";
import { Server } from "@tus/server";
import { Failure } from "../../../domain/failure.ts";
import type { Services } from "../../../services.ts";
import { tusContext } from "./tus-context.ts";
import { tusLocker } from "./tus-locker.ts";
import { tusRefusal, wrongHeaders } from "./tus-refusal.ts";
import type { TusRequest } from "./tus-request.ts";
import { tusStore } from "./tus-store.ts";

/** Where resumable uploads are. */
export const RESUMABLE_PATH = "/api/v1/resumable-uploads";

/** What the protocol answers. */
export interface TusAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the library reads; everything else is read here. */
const READ = ["tus-resumable", "upload-length", "upload-offset", "upload-metadata", "content-type", "content-length"];
/** What it answers, but for what it says to browsers: that the app says itself. */
const SAID = /^(tus-|upload-|location$|cache-control$)/;

/**
 * Lets the library answer a request of tus.
 * @throws {Failure} what it refuses, and what the actions do; `source-unreadable` where the client has gone
 */
export async function answerTus(services: Services, request: TusRequest): Promise<TusAnswer> {
  const maxBytes = services.limits.maxUploadBytes;
  const context = tusContext(services, request);
  let thrown: { error: unknown } | undefined;
  const server = new Server({
    path: RESUMABLE_PATH,
    relativeLocation: true,
    maxSize: maxBytes,
    datastore: tusStore(context),
    locker: tusLocker(context),
    namingFunction: () => randomUUID(),
    getFileIdFromRequest: () => request.id,
    onResponseError(_request, error) {
      thrown ??= { error };
      return undefined;
    },
  });
  const response = await server.handleWeb(requestOf(request));
  if (thrown) throw request.signal.aborted && isAbort(thrown.error) ? left() : tusRefusal(thrown.error, { maxBytes });
  if (response.status >= 400) throw wrongHeaders(await response.text());
  const expires = context.expiresAt();
  const headers = Object.fromEntries([...response.headers].filter(([name]) => SAID.test(name)));
  return {
    status: response.status,
    headers: { ...headers, ...(expires && { "upload-expires": expires.toUTCString() }) },
  };
}

function requestOf({ method, id, headers }: TusRequest): Request {
  const read = READ.flatMap((name) => {
    const value = headers[name];
    return typeof value === "string" ? [[name, value] as const] : [];
  });
  const path = id === undefined ? RESUMABLE_PATH : `${RESUMABLE_PATH}/${id}`;
  return new Request(`http://localhost${path}`, { method, headers: Object.fromEntries(read) });
}

const isAbort = (error: unknown) => error instanceof Error && error.name === "AbortError";

const left = () =>
  new Failure("service-stopping", "The service is stopping, or the client has gone. Ask for the offset in a moment.");
