import { Readable } from "node:stream";
import type { Ending } from "../../ports/blob-store.ts";
import { type ByteRange, nothingIn } from "../byte-range.ts";
import { told } from "../remote/told.ts";
import type { S3Access } from "./access.ts";
import { isEmptyRange, s3Failure } from "./failure.ts";

/** An object, or a part of it. @throws {Failure} `blob-not-found`, `storage-unavailable`. @throws {RangeError} */
export async function readObject(
  { bucket: Bucket, use }: S3Access,
  { key: Key, range }: { key: string; range: ByteRange | undefined },
  ending?: Ending,
): Promise<Readable> {
  const part = range && { Range: `bytes=${range.start}-${range.end}` };
  return use(async ({ sdk, client }, until) => {
    const asking = client.send(new sdk.GetObjectCommand({ Bucket, Key, ...part }), until);
    const { Body } = await asking.catch((error: unknown) => {
      throw range && isEmptyRange(error) ? nothingIn(range, error) : error;
    });
    if (!(Body instanceof Readable)) throw new Error("In Node the SDK gives a stream");
    return told(Body, s3Failure, ending);
  }, ending);
}

/** Bytes of an object. @throws {Failure} `blob-not-found`, `storage-unavailable` */
export function sizeOfObject({ bucket: Bucket, use }: S3Access, Key: string): Promise<number> {
  return use(async ({ sdk, client }) => {
    try {
      return (await client.send(new sdk.HeadObjectCommand({ Bucket, Key }))).ContentLength ?? 0;
    } catch (error) {
      if (!(error instanceof sdk.NotFound)) throw error;
      // An answer to HEAD has no text: whether the object is missing or its whole bucket only another request tells.
      const { Body, ContentLength } = await client.send(new sdk.GetObjectCommand({ Bucket, Key }));
      if (Body instanceof Readable) Body.destroy();
      return ContentLength ?? 0;
    }
  });
}
