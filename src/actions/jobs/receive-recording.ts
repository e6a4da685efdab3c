import type { Readable } from "node:stream";
import type { ReceivedBlob } from "../../ports/blob-store.ts";
import type { Services } from "../../services.ts";
import { refuseWhenSpent } from "../keys/take-quota.ts";
import { refuseWhenBusy } from "./refuse-when-busy.ts";

interface Receiving {
  readonly tenant: string;
  /** Whose quota is looked at. */
  readonly key?: string | null;
  readonly content: Readable | Uint8Array;
  readonly signal: AbortSignal;
}

/**
 * Takes a recording in as it comes, before anything is known of the job it is for. It is nobody's until a job is
 * requested for it: then, or with `discard`, it must be settled.
 * @throws {Failure} `server-busy` and `quota-reached` before a byte is read when there is no room for more, `media-refused` past the limit,
 * `source-unreadable` when the stream breaks off, `disk-full`
 */
export async function receiveRecording(
  { db, blobs, limits }: Pick<Services, "db" | "blobs" | "limits">,
  { tenant, key = null, content, signal }: Receiving,
): Promise<ReceivedBlob> {
  await refuseWhenBusy({ db, blobs, limits }, tenant);
  await refuseWhenSpent(db, key);
  return blobs.receive(tenant, content, { maxBytes: limits.maxUploadBytes, signal });
}
