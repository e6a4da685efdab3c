import { sql } from "kysely";
import { addPiece } from "../../database/add-piece.ts";
import { keepBlob } from "../../database/blobs.ts";
import { type ClaimedPiece, LANE_OF, SMALL_BYTES } from "../../domain/piece.ts";
import type { ReceivedBlob } from "../../ports/blob-store.ts";
import type { Services } from "../../services.ts";
import { takeFetched } from "../keys/take-quota.ts";
import { finish } from "../pieces/finish.ts";

/** Ends a fetch piece: the recording is here, and can be prepared. @throws {PieceTaken}; {Failure} `quota-reached` */
export async function storeRecording(
  services: Pick<Services, "db" | "bell" | "news">,
  piece: ClaimedPiece,
  { blob, name, mediaType }: { blob: ReceivedBlob; name: string | null; mediaType: string | null },
): Promise<void> {
  await finish(services, piece, {}, async (within) => {
    const { job, tenant } = piece;
    await takeFetched(within, { job, bytes: blob.bytes });
    await keepBlob(within, blob, { tenant, job, purpose: "recording" });
    await within
      .updateTable("jobs")
      .set({
        recording: blob.digest,
        source: sql`source || ${JSON.stringify({ name, mediaType, bytes: blob.bytes })}::jsonb`,
      })
      .where("id", "=", job)
      .execute();
    await addPiece(within, piece, { stage: "prepare", state: "ready", small: blob.bytes <= SMALL_BYTES, seconds: 1 });
  });
  await services.bell.ring(LANE_OF.prepare);
}
