import type { SignedUpload } from "../../ports/blob-store.ts";
import type { SignedAnswer } from "../remote/objects.ts";
import type { GsAccess } from "./access.ts";

const until = (seconds: number): number => Date.now() + seconds * 1000;

/** An address at which an object can be read; null without the key of a service account, or the right to sign in its name. */
export function signRead(
  { use }: GsAccess,
  key: string,
  { seconds, disposition, contentType }: SignedAnswer,
): Promise<string | null> {
  return use((bucket) =>
    orNull(
      bucket.file(key).getSignedUrl({
        version: "v4",
        action: "read",
        expires: until(seconds),
        ...(disposition !== undefined && { responseDisposition: disposition }),
        ...(contentType !== undefined && { responseType: contentType }),
      }),
    ),
  );
}

/** An address at which an object of limited size can be written; null where none can be signed. */
export async function signPut(
  { use }: GsAccess,
  key: string,
  { seconds, maxBytes }: { seconds: number; maxBytes: number },
): Promise<Omit<SignedUpload, "upload"> | null> {
  const headers = { "x-goog-content-length-range": `0,${maxBytes}` };
  const url = await use((bucket) =>
    orNull(
      bucket.file(key).getSignedUrl({
        version: "v4",
        action: "write",
        expires: until(seconds),
        extensionHeaders: headers,
      }),
    ),
  );
  return url === null ? null : { url, method: "PUT", headers };
}

/** What the library says where there is nothing to sign with. */
const CANNOT_SIGN = /client_email|default credentials|signBlob|permission|denied/i;

/** Credentials of a person, or of a machine without the right to sign, are no fault: there is just no address. */
async function orNull(signing: Promise<[string]>): Promise<string | null> {
  try {
    return (await signing)[0];
  } catch (error) {
    if (error instanceof Error && CANNOT_SIGN.test(error.message)) return null;
    throw error;
  }
}
