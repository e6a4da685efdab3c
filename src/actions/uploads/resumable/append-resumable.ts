import type { Readable } from "node:stream";
import { noteProgress } from "../../../database/resumable-uploads.ts";
import { Failure } from "../../../domain/failure.ts";
import type { ResumableUpload } from "../../../domain/resumable-upload.ts";
import type { Services } from "../../../services.ts";
import { arriving } from "./arriving.ts";
import { takeIn } from "./take-in.ts";
import type { UploadLock } from "./upload-lock.ts";

/** What is added, and where. */
interface Addition {
  readonly lock: UploadLock;
  readonly offset: number;
  readonly body: Readable;
  /** Ends it with what has come by then. */
  readonly enough: AbortSignal;
}

/**
 * Adds what a request brings to an upload. What has come is kept when the line breaks, or somebody else asks for the
 * upload. With its last byte it is taken in: jobs can be opened for it when this resolves.
 * @returns how many bytes are there now
 * @throws {Failure} `upload-offset-wrong` where there are more bytes than `offset`, or fewer; `source-unreadable`,
 * `request-too-large`, `upload-busy`, `disk-full`, `storage-unavailable`
 */
export async function appendResumable(
  services: Pick<Services, "db" | "blobs" | "log">,
  upload: ResumableUpload,
  { lock, offset, body, enough }: Addition,
): Promise<number> {
  const { content, checkEnd } = arriving(body, {
    most: upload.bytes - offset,
    enough: AbortSignal.any([enough, lock.wanted, lock.lost]),
  });
  const name = { tenant: upload.tenant, upload: upload.id };
  const there = await services.blobs.partials
    .append(name, content, { offset, signal: lock.lost })
    .catch((error: unknown) => {
      throw error instanceof RangeError ? offsetWrong(error) : error;
    });
  const whole = there === upload.bytes;
  await noteProgress(services.db, { id: upload.id, whole });
  if (whole) await takeIn(services, upload, lock);
  else checkEnd();
  return there;
}

/** What to say to a client that goes on in another place. */
export const offsetWrong = (cause?: unknown): Failure =>
  new Failure(
    "upload-offset-wrong",
    "Upload-Offset is not how many bytes are here. Ask for the offset (HEAD), and go on there.",
    { cause },
  );
