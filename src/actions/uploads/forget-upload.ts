import { z } from "zod";
import { deleteUnwanted } from "../../database/blobs.ts";
import { deleteUpload } from "../../database/uploads.ts";
import type { Services } from "../../services.ts";

const Uuid = z.guid();

/**
 * Erases an upload before its time, with its content where no job refers to it. That there is none is no error. Where the
 * process ends in the middle the sweep deletes the content.
 */
export async function forgetUpload(
  { db, blobs }: Pick<Services, "db" | "blobs">,
  { tenant, id }: { readonly tenant: string; readonly id: string },
): Promise<void> {
  if (!Uuid.safeParse(id).success) return;
  const content = await deleteUpload(db, { tenant, id });
  if (content) await deleteUnwanted({ db, blobs }, [content]);
}
