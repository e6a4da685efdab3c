import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { Caller } from "../../../domain/caller.ts";

/** A request to resumable uploads. */
export interface TusRequest {
  readonly method: string;
  /** Of the upload, in lower case; nothing where one is begun. */
  readonly id: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable | undefined;
  readonly caller: Pick<Caller, "tenant" | "key" | "user">;
  /** Throws where the caller may not erase what is kept. */
  readonly demandErase: () => void;
  /** Aborted when nobody waits for the answer any more, or the service is stopping. */
  readonly signal: AbortSignal;
}
