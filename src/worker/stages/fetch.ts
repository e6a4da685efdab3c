import { storeRecording } from "../../actions/jobs/store-recording.ts";
import { Failure } from "../../domain/failure.ts";
import type { Stage } from "../stage.ts";

/** Longer than any honest line needs for the largest recording. */
const LONGEST_FETCH_MS = 6 * 3_600_000;

const tookTooLong = () =>
  new Failure(
    "url-unreachable",
    "The recording did not come within six hours. Send it as an upload, or from a faster place.",
  );

/** Brings a recording from its address into the blob store. */
export const fetchStage: Stage = async (services, piece, signal) => {
  const { db, blobs, openUrl, limits } = services;
  const { source } = await db.selectFrom("jobs").select("source").where("id", "=", piece.job).executeTakeFirstOrThrow();
  if (source.kind !== "url") throw new Error("Only what has an address can be fetched");
  const tooLong = AbortSignal.timeout(LONGEST_FETCH_MS);
  const ending = AbortSignal.any([signal, tooLong]);
  const received = async () => {
    const remote = await openUrl(source.url, { signal: ending });
    const options = { maxBytes: limits.maxUploadBytes, signal: ending };
    return { ...remote, blob: await blobs.receive(piece.tenant, remote.body, options) };
  };
  const { blob, name, mediaType } = await received().catch((error: unknown) => {
    throw tooLong.aborted && !signal.aborted ? tookTooLong() : error;
  });
  try {
    await storeRecording(services, piece, { blob, name, mediaType });
  } finally {
    // Harmless once it is kept.
    await blob.discard();
  }
};
