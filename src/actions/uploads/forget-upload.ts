import { z } from "zod";
import { writeAudit } from "../../database/audit-log.ts";
import { deleteUnwanted } from "../../database/blobs.ts";
import { deleteUpload } from "../../database/uploads.ts";
import type { AuditActor } from "../../domain/audit.ts";
import type { Services } from "../../services.ts";

const Uuid = z.guid();

/**
 * Erases an upload before its time, with its content where no job refers to it, and notes it in the audit log. That there is
 * none is no error. Where the process ends in the middle the sweep deletes the content.
 */
export async function forgetUpload(
  { db, blobs }: Pick<Services, "db" | "blobs">,
  { tenant, id, actor }: { readonly tenant: string; readonly id: string; readonly actor: AuditActor },
): Promise<void> {
  if (!Uuid.safeParse(id).success) return;
  const content = await db.transaction().execute(async (within) => {
    const deleted = await deleteUpload(within, { tenant, id });
    if (deleted) await writeAudit(within, { tenant, actor, action: "upload-erased", detail: { upload: id } });
    return deleted;
  });
  if (content) await deleteUnwanted({ db, blobs }, [content]);
}
