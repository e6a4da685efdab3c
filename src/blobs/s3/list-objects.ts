import type { Ending } from "../../ports/blob-store.ts";
import type { ListedObject } from "../remote/objects.ts";
import type { S3Access } from "./access.ts";

/** Every object below a prefix, a page of up to 1000 at a time. @throws {Failure} `storage-unavailable` */
export async function* listObjects(
  { bucket, use }: S3Access,
  prefix: string,
  ending?: Ending,
): AsyncGenerator<ListedObject> {
  let ContinuationToken: string | undefined;
  do {
    const page = await use(
      ({ sdk, client }, until) =>
        client.send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken }), until),
      ending,
    );
    for (const { Key, LastModified } of page.Contents ?? [])
      if (Key !== undefined && LastModified) yield { key: Key, modified: LastModified };
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}
