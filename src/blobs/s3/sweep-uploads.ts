import type { Ending } from "../../ports/blob-store.ts";
import type { S3Access } from "./access.ts";

/** Removes the parts of uploads that never ended: nobody sees them, and they are paid for. @throws {Failure} `storage-unavailable` */
export async function sweepUploads(
  { bucket: Bucket, use }: S3Access,
  { prefix, before }: { prefix: string; before: Date },
  ending?: Ending,
): Promise<void> {
  let after: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | null = {};
  while (after !== null) {
    const marker: object = after;
    const page = await use(
      ({ sdk, client }, until) =>
        client.send(new sdk.ListMultipartUploadsCommand({ Bucket, Prefix: prefix, ...marker }), until),
      ending,
    );
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (!Key?.startsWith(prefix) || !Initiated || Initiated >= before) continue;
      await use(
        ({ sdk, client }, until) =>
          client
            .send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId }), until)
            // Another process may be sweeping too.
            .catch((error: unknown) => {
              if (!(error instanceof sdk.NoSuchUpload)) throw error;
            }),
        ending,
      );
    }
    after = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : null;
  }
}
