import { storeRecording } from "../../actions/store-recording.ts";
import type { Stage } from "../stage.ts";

/** Brings a recording from its address into the blob store. */
export const fetchStage: Stage = async (services, piece, signal) => {
  const { db, blobs, openUrl, limits } = services;
  const { source } = await db.selectFrom("jobs").select("source").where("id", "=", piece.job).executeTakeFirstOrThrow();
  if (source.kind !== "url") throw new Error("Only what has an address can be fetched");
  const remote = await openUrl(source.url, { signal });
  const blob = await blobs.receive(piece.tenant, remote.body, { maxBytes: limits.maxUploadBytes, signal });
  try {
    await storeRecording(services, piece, { blob, name: remote.name, mediaType: remote.mediaType });
  } finally {
    // Harmless once it is kept.
    await blob.discard();
  }
};
