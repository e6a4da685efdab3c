import pMap from "p-map";
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

async function copyInParts(
  { bucket: Bucket, encryption }: S3Access,
  { sdk, client }: S3Client,
  { from, to, bytes, partBytes }: Copying & { partBytes: number },
): Promise<void> {
  const target = { Bucket, Key: to };
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ ...target, ...encryption }));
  const copyPart = async (start: number, index: number) => {
    const { CopyPartResult } = await client.send(
      new sdk.UploadPartCopyCommand({
        ...{ ...target, UploadId, PartNumber: index + 1, CopySource: `${Bucket}/${from}` },
        CopySourceRange: `bytes=${start}-${Math.min(start + partBytes, bytes) - 1}`,
      }),
    );
    return { PartNumber: index + 1, ETag: CopyPartResult?.ETag };
  };
  const starts = Array.from({ length: Math.ceil(bytes / partBytes) }, (_, index) => index * partBytes);
  try {
    const Parts = await pMap(starts, copyPart, { concurrency: AT_ONCE });
    await client.send(new sdk.CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
  } catch (error) {
    // What cannot be removed now is removed by the sweep.
    await client.send(new sdk.AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => {});
    throw error;
  }
}
