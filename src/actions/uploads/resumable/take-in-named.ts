import { z } from "zod";
import { findResumable } from "../../../database/resumable-uploads.ts";
import type { Services } from "../../../services.ts";
import { lockUpload } from "./lock-upload.ts";
import { takeInIfWhole } from "./take-in.ts";

const Uuid = z.guid();
/** A recording of some gigabytes is read in that. */
const PATIENCE_MS = 60_000;
const FOREVER = new AbortController().signal;

/**
 * Before a job names an upload: takes it in where all of it has come and the process that received it was killed before it
 * could. One that is not whole stays as it is.
 * @throws {Failure} `upload-busy`, `storage-unavailable`, `disk-full`
 */
export async function takeInNamed(
  services: Pick<Services, "db" | "blobs" | "log" | "connections">,
  { tenant, id }: { readonly tenant: string; readonly id: string },
): Promise<void> {
  const upload = Uuid.safeParse(id).success ? await findResumable(services.db, { tenant, id }) : undefined;
  if (!upload || (await services.blobs.partials.size({ tenant, upload: id })) < upload.bytes) return;
  const lock = await lockUpload(services, { id, asks: false, patienceMs: PATIENCE_MS, signal: FOREVER });
  try {
    // Whoever had it may have taken it in.
    if (lock && (await findResumable(services.db, { tenant, id }))) await takeInIfWhole(services, upload, lock);
  } finally {
    await lock?.end();
  }
}
