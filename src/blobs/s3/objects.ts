import type { Objects } from "../remote/objects.ts";
import type { S3Access } from "./access.ts";
import { copyObject, joinObjects } from "./copy-object.ts";
import { listObjects } from "./list-objects.ts";
import { readObject, sizeOfObject } from "./read-object.ts";
import { signPut, signRead } from "./sign.ts";
import { sweepUploads } from "./sweep-uploads.ts";
import { uploadStream } from "./upload-stream.ts";

/** A bucket of S3. */
export function s3Objects(access: S3Access): Objects {
  const { bucket: Bucket, encryption } = access;
  return {
    async put(Key, Body) {
      await access.use(({ sdk, client }) =>
        client.send(new sdk.PutObjectCommand({ Bucket, Key, Body, ...encryption })),
      );
    },
    upload: (key, content, options) => uploadStream(access, { key, content, ...options }),
    copy: (from, to, bytes) => copyObject(access, { from, to, bytes }),
    join: (from, to) => joinObjects(access, { from, to }),
    read: (key, range, ending) => readObject(access, { key, range }, ending),
    size: (key) => sizeOfObject(access, key),
    async delete(Key, ending) {
      await access.use(
        ({ sdk, client }, until) => client.send(new sdk.DeleteObjectCommand({ Bucket, Key }), until),
        ending,
      );
    },
    list: (prefix, ending) => listObjects(access, prefix, ending),
    sweepUploads: (prefix, before, ending) => sweepUploads(access, { prefix, before }, ending),
    signRead: (key, answer) => signRead(access, key, answer),
    signUpload: (key, { seconds }) => signPut(access, key, seconds),
  };
}
