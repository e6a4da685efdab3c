import { randomUUID } from "node:crypto";
import type { SignedUpload } from "../../ports/blob-store.ts";
import type { Keys } from "./keys.ts";
import type { Objects } from "./objects.ts";

/** Signs an address for one upload of a tenant. */
export async function signUpload(
  { objects, keys }: { objects: Objects; keys: Keys },
  { tenant, ...limits }: { tenant: string; seconds: number; maxBytes: number },
): Promise<SignedUpload | null> {
  const upload = randomUUID();
  const signed = await objects.signUpload(keys.upload(tenant, upload), limits);
  return signed && { upload, ...signed };
}
