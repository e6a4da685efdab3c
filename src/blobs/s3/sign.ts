import type { SignedUpload } from "../../ports/blob-store.ts";
import type { SignedAnswer } from "../remote/objects.ts";
import { loadAws, type S3Access } from "./access.ts";

const presigner = () => loadAws(() => import("@aws-sdk/s3-request-presigner"));

/** An address at which an object can be read. Nobody is asked for it but whoever gives the credentials. */
export async function signRead(
  { bucket, use }: S3Access,
  key: string,
  { seconds, disposition, contentType }: SignedAnswer,
): Promise<string> {
  const { getSignedUrl } = await presigner();
  return use(({ sdk, client }) => {
    const command = new sdk.GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ResponseContentDisposition: disposition,
      ResponseContentType: contentType,
    });
    return getSignedUrl(client, command, { expiresIn: seconds });
  });
}

/** An address at which an object can be written. S3 cannot be told how large it may be: that is found out afterwards. */
export async function signPut(
  { bucket, encryption, use }: S3Access,
  key: string,
  seconds: number,
): Promise<Omit<SignedUpload, "upload">> {
  const { getSignedUrl } = await presigner();
  const { ServerSideEncryption, SSEKMSKeyId } = encryption;
  const headers = {
    ...(ServerSideEncryption && { "x-amz-server-side-encryption": ServerSideEncryption }),
    ...(SSEKMSKeyId !== undefined && { "x-amz-server-side-encryption-aws-kms-key-id": SSEKMSKeyId }),
  };
  const url = await use(({ sdk, client }) =>
    getSignedUrl(client, new sdk.PutObjectCommand({ Bucket: bucket, Key: key, ...encryption }), { expiresIn: seconds }),
  );
  return { url, method: "PUT", headers };
}
