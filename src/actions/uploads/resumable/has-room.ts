import { arrivingResumables } from "../../../database/arriving-resumables.ts";
import type { Database, Transaction } from "../../../database/schema.ts";
import type { Services } from "../../../services.ts";

/**
 * Whether so many bytes more fit on the disk beside what uploads on their way have still to bring, and what must stay free.
 * True where the store does not say how much is free.
 */
export async function hasRoom(
  { db, blobs, limits }: Pick<Services, "blobs" | "limits"> & { db: Database | Transaction },
  bytes = 0,
): Promise<boolean> {
  const free = await blobs.freeBytes();
  if (free === null) return true;
  const left = free - bytes - limits.keepFreeBytes;
  if (left < 0) return false;
  const arriving = await arrivingResumables(db);
  let owed = arriving.reduce((sum, upload) => sum + upload.bytes, 0);
  // What is here already is looked at only where it matters: mostly there is room for all of it twice.
  for (const { tenant, id, bytes: whole } of arriving) {
    if (owed <= left) return true;
    owed -= Math.min(whole, await blobs.partials.size({ tenant, upload: id }));
  }
  return owed <= left;
}
