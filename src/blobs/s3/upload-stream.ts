import type { Readable } from "node:stream";
import type * as Sdk from "@aws-sdk/client-s3";
import { loadAws, type S3Access, type S3Client } from "./access.ts";

/** The least that S3 takes: what is held at once is parts, and copies of parts. */
const PART_BYTES = 5 * 1_048_576;
/** Parts under way at once. Each is held in memory until it has arrived. */
const AT_ONCE = 2;
/** S3 takes no more parts of one object. */
const MOST_PARTS = 10_000;
const GIVE_UP_WITHIN_MS = 10_000;

/**
 * Sends a stream in parts. On any failure, and when the signal comes, the upload is given up and its parts are removed.
 * @throws {Failure} `storage-unavailable`
 */
export async function uploadStream(
  { bucket, encryption, use }: S3Access,
  { key, content, maxBytes, signal }: { key: string; content: Readable; maxBytes: number; signal: AbortSignal },
): Promise<void> {
  const { Upload } = await loadAws(() => import("@aws-sdk/lib-storage"));
  await use(async (opened) => {
    const upload = new Upload({
      client: endingWith(opened, signal),
      params: { Bucket: bucket, Key: key, Body: content, ...encryption },
      partSize: Math.max(PART_BYTES, Math.ceil(maxBytes / MOST_PARTS)),
      queueSize: AT_ONCE,
    });
    try {
      await upload.done();
      signal.throwIfAborted();
    } catch (error) {
      // The last request may have been heard though its answer was not.
      await opened.client
        .send(new opened.sdk.DeleteObjectCommand({ Bucket: bucket, Key: key }), soon())
        .catch(() => {});
      throw error;
    }
  });
}

const soon = () => ({ abortSignal: AbortSignal.timeout(GIVE_UP_WITHIN_MS) });

/** The client, for parts that end with the signal. What tidies up after them does not, yet it ends too. */
function endingWith({ sdk, client }: S3Client, signal: AbortSignal): Sdk.S3Client {
  const limits = (command: unknown) => {
    if (command instanceof sdk.UploadPartCommand) return { abortSignal: signal };
    return command instanceof sdk.AbortMultipartUploadCommand ? soon() : {};
  };
  return new Proxy(client, {
    get(target, property) {
      if (property !== "send") return Reflect.get(target, property);
      return (command: Parameters<Sdk.S3Client["send"]>[0]) => target.send(command, limits(command));
    },
  });
}
