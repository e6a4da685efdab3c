import type { Readable } from "node:stream";
import { Failure } from "../../domain/failure.ts";
import type { JobSource } from "../../domain/job.ts";
import type { Services } from "../../services.ts";
import { type JobName, jobNotFound } from "./read-job.ts";

/** A job's recording as it was sent or fetched. */
export interface JobAudio {
  readonly bytes: number;
  readonly mediaType: string;
  readonly name: string | null;
  /** SHA-256 in hexadecimal. */
  readonly digest: string;
  /** All of it, or a part with both ends included. */
  read(range?: { readonly start: number; readonly end: number }): Promise<Readable>;
}

/** @throws {Failure} `job-not-found`; `recording-not-here` while it has not been fetched. */
export async function openAudio(
  { db, blobs }: Pick<Services, "db" | "blobs">,
  { tenant, id }: JobName,
): Promise<JobAudio> {
  const job = await db
    .selectFrom("jobs")
    .select(["recording", "source"])
    .where("id", "=", id)
    .where("tenant_id", "=", tenant)
    .executeTakeFirst();
  if (!job) throw jobNotFound(id);
  const digest = job.recording;
  if (digest === null)
    throw new Failure(
      "recording-not-here",
      "The recording has not been fetched from its address yet. Ask again later.",
    );
  const name = { tenant, digest };
  const { name: givenName, mediaType } = givenBy(job.source);
  return {
    bytes: await blobs.size(name),
    mediaType: mediaType ?? "application/octet-stream",
    name: givenName,
    digest,
    read: (range) => blobs.read(name, range),
  };
}

/** What the client said of the recording, or the server it was fetched from. */
function givenBy(source: JobSource): { name: string | null; mediaType: string | null } {
  if (source.kind === "upload") return source;
  return { name: source.name ?? null, mediaType: source.mediaType ?? null };
}
