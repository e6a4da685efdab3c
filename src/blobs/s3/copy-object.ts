import pMap from "p-map";
import type { SizedObject } from "../remote/objects.ts";
import type { S3Access, S3Client } from "./access.ts";

/** S3 copies up to 5 GiB in one request, and answers when it is done: parts are well within what an answer may take. */
const PART_BYTES = 512 * 1_048_576;
const AT_ONCE = 4;

interface Copying {
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
}

/**
 * Copies within the bucket; nothing is there before all of it is.
 * @param partBytes what is larger is copied in parts of this size, 5 MiB or more
 * @throws {Failure} `blob-not-found`, `storage-unavailable`
 */
export async function copyObject(access: S3Access, copying: Copying, partBytes = PART_BYTES): Promise<void> {
  const { bucket: Bucket, encryption, use } = access;
  const { from, to, bytes } = copying;
  await use(async (opened) => {
    if (bytes > partBytes) return copyInParts(access, opened, { ...copying, partBytes });
    const { sdk, client } = opened;
    await client.send(new sdk.CopyObjectCommand({ Bucket, Key: to, CopySource: `${Bucket}/${from}`, ...encryption }));
  });
}

/**
 * Joins objects within the bucket into one, without reading them; nothing is there before all of it is.
 * @param joining.from up to 10,000, all but the last of 5 MiB or more
 * @throws {Failure} `blob-not-found`, `storage-unavailable`
 */
export async function joinObjects(
  access: S3Access,
  { from, to }: { readonly from: readonly SizedObject[]; readonly to: string },
): Promise<void> {
  const parts = from.map(({ key, bytes }) => ({ from: key, range: `bytes=0-${bytes - 1}` }));
  await access.use((opened) => copyParts(access, opened, { to, parts }));
}

function copyInParts(
  access: S3Access,
  opened: S3Client,
  { from, to, bytes, partBytes }: Copying & { partBytes: number },
): Promise<void> {
  const starts = Array.from({ length: Math.ceil(bytes / partBytes) }, (_, index) => index * partBytes);
  const parts = starts.map((start) => ({
    from,
    range: `bytes=${start}-${Math.min(start + partBytes, bytes) - 1}`,
  }));
  return copyParts(access, opened, { to, parts });
}

interface CopiedPart {
  readonly from: string;
  readonly range: string;
}

async function copyParts(
  { bucket: Bucket, encryption }: S3Access,
  { sdk, client }: S3Client,
  { to, parts }: { readonly to: string; readonly parts: readonly CopiedPart[] },
): Promise<void> {
  const target = { Bucket, Key: to };
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ ...target, ...encryption }));
  const copyPart = async ({ from, range }: CopiedPart, index: number) => {
    const { CopyPartResult } = await client.send(
      new sdk.UploadPartCopyCommand({
        ...target,
        UploadId,
        PartNumber: index + 1,
        CopySource: `${Bucket}/${from}`,
        CopySourceRange: range,
      }),
    );
    return { PartNumber: index + 1, ETag: CopyPartResult?.ETag };
  };
  try {
    const Parts = await pMap(parts, copyPart, { concurrency: AT_ONCE });
    await client.send(new sdk.CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
  } catch (error) {
    // What cannot be removed now is removed by the sweep.
    await client.send(new sdk.AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => {});
    throw error;
  }
}
