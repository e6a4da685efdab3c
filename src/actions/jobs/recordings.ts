import { Failure } from "../../domain/failure.ts";
import type { ReceivedBlob } from "../../ports/blob-store.ts";
import type { Services } from "../../services.ts";

/** A recording that came with the request. */
export interface ReceivedRecording {
  readonly kind: "received";
  readonly blob: ReceivedBlob;
  readonly name: string | null;
  readonly mediaType: string | null;
}

/** A recording to be fetched. */
export interface RecordingAddress {
  readonly kind: "url";
  readonly url: string;
}

/** A recording that was sent before, called so where its job calls it otherwise. */
export interface UploadedRecording {
  readonly kind: "upload";
  readonly id: string;
  readonly name?: string;
}

/** What a request names as its recording. */
export type RequestedRecording = ReceivedRecording | RecordingAddress | UploadedRecording;

/** A recording that is in the store, and that something refers to until the transaction ends. */
export interface KeptRecording {
  readonly kind: "kept";
  readonly digest: string;
  readonly bytes: number;
  readonly name: string | null;
  readonly mediaType: string | null;
}

/** What a job can be opened for. */
export type JobRecording = ReceivedRecording | RecordingAddress | KeptRecording;

/** What says that two recordings are the same one. */
export function contentOf(recording: RequestedRecording): string {
  if (recording.kind === "upload") return `upload:${recording.id}`;
  return recording.kind === "received" ? recording.blob.digest : recording.url;
}

/** @throws {Failure} `media-empty` for a recording that came without a byte */
export function refuseEmpty(recording: RequestedRecording): void {
  if (recording.kind === "received" && recording.blob.bytes === 0)
    throw new Failure("media-empty", "The recording is empty (0 bytes). Send it again from where it came.");
}

/** Refuses an address that could only be refused later. @throws {Failure} `url-invalid`, `url-refused` */
export function refuseUnfetchable({ checkUrl }: Pick<Services, "checkUrl">, recording: RequestedRecording): void {
  if (recording.kind === "url") checkUrl(recording.url);
}

/** What is here of a recording; nothing where it has to be fetched. */
export function contentIn(recording: JobRecording): { digest: string; bytes: number } | undefined {
  if (recording.kind === "url") return undefined;
  return recording.kind === "received" ? recording.blob : recording;
}

/** Bytes that came with a request. */
export const sentBytes = (recordings: readonly RequestedRecording[]): number =>
  recordings.reduce((sum, recording) => sum + (recording.kind === "received" ? recording.blob.bytes : 0), 0);
