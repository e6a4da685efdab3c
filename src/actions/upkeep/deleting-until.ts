import { Failure } from "../../domain/failure.ts";
import type { BlobStore } from "../../ports/blob-store.ts";

/** The same store, which deletes until the signal comes. What is left then the sweep takes, as where a store is away. */
export const deletingUntil = (blobs: BlobStore, signal: AbortSignal): BlobStore => ({
  ...blobs,
  async delete(name) {
    try {
      await blobs.delete(name, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new Failure(
        "storage-unavailable",
        "Content was not deleted, as the work was stopped. The sweep deletes it later.",
        { cause: error },
      );
    }
  },
});
