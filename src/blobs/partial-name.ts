import type { PartialName } from "../ports/blob-store.ts";
import { blobNotFound, isTenant } from "./blob-path.ts";

/** The folder of recordings that come in parts. No tenant has this name. */
export const PARTIAL = "_partial";

/** Longer than the database knows of one. */
export const PARTIAL_LEFT_AFTER_MS = 8 * 86_400_000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where one lies below the store, with a slash between its parts. @throws {Failure} `blob-not-found` for what names none */
export function partialPlace({ tenant, upload }: PartialName): string {
  if (!isTenant(tenant) || !UUID.test(upload)) throw blobNotFound();
  return `${PARTIAL}/${tenant}/${upload}`;
}
