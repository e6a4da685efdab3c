import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseStorageUrl, storageUrl } from "./storage-url.ts";

describe("the address of a store", () => {
  it.each([
    ["file:", { kind: "files", directory: null }],
    ["file:///var/lib/recordings", { kind: "files", directory: resolve("/var/lib/recordings") }],
    ["file:///with%20space/", { kind: "files", directory: resolve("/with space") }],
    ["s3://my-bucket", { kind: "s3", bucket: "my-bucket", prefix: "" }],
    ["s3://my.bucket/some/where/", { kind: "s3", bucket: "my.bucket", prefix: "some/where" }],
    ["gs://my_bucket/x", { kind: "gs", bucket: "my_bucket", prefix: "x" }],
    [
      "s3://b-1/p?region=eu-central-1&endpoint=http://minio:9000/&pathStyle=true&encryption=aws:kms&kmsKey=arn:aws:kms:eu-central-1:1:key/2",
      {
        kind: "s3",
        bucket: "b-1",
        prefix: "p",
        region: "eu-central-1",
        endpoint: "http://minio:9000",
        pathStyle: true,
        encryption: "aws:kms",
        kmsKey: "arn:aws:kms:eu-central-1:1:key/2",
      },
    ],
    ["s3://b-1?pathStyle=false", { kind: "s3", bucket: "b-1", prefix: "", pathStyle: false }],
    [
      "gs://b-1/p?endpoint=https://x.test&kmsKey=projects/p/locations/l/keyRings/r/cryptoKeys/k",
      {
        kind: "gs",
        bucket: "b-1",
        prefix: "p",
        endpoint: "https://x.test",
        kmsKey: "projects/p/locations/l/keyRings/r/cryptoKeys/k",
      },
    ],
  ])("reads %s", (text, place) => {
    expect(parseStorageUrl(text)).toEqual(place);
    expect(storageUrl.parse(text)).toEqual(place);
  });

  it.each([
    ["", "must be file:"],
    ["/var/lib", "must be file:"],
    ["http://secret.example", "must be file:"],
    ["file:relative", "must name a directory"],
    ["file://secret/share", "must name a directory"],
    ["file:///x?secret=1", "must name a directory"],
    ["s3://AKIASECRET:secret@bucket", "must have no user or password"],
    ["gs://secret@bucket", "must have no user or password"],
    ["s3:secret", "must name a bucket"],
    ["s3://BUCKETsecret", "must name a bucket"],
    ["s3://bucket:9000", "must name a bucket"],
    ["s3://bucket/sec ret", "must have a prefix"],
    ["s3://bucket/a//secret", "must have a prefix"],
    ["s3://bucket/.secret", "must have a prefix"],
    ["s3://bucket#secret", "must have no #"],
    ["s3://bucket?accessKey=secret", "must not have accessKey in it"],
    ["s3://bucket?wJalrXUtnSECRET/K7MDENG+secret", "must not have something unknown in it"],
    ["gs://bucket?region=secret", "must not have region in it"],
    ["s3://bucket?region=a&region=secret", "must not say the same thing twice"],
    ["s3://bucket?region=SECRET", "must have the name of a region"],
    ["s3://bucket?endpoint=secret.example", "must have an http(s) address"],
    ["s3://bucket?endpoint=http://me:secret@x", "must have an http(s) address without user"],
    ["s3://bucket?endpoint=http://x?secret=1", "must have an http(s) address without user"],
    ["s3://bucket?pathStyle=secret", "must have true or false"],
    ["s3://bucket?encryption=secret", "must have AES256 or aws:kms"],
    ["s3://bucket?kmsKey=secret", "must have encryption=aws:kms beside"],
    ["gs://bucket?kmsKey=sec ret", "must have the name of an encryption key"],
  ])("refuses %s", (text, complaint) => {
    expect(() => parseStorageUrl(text)).toThrow(complaint);
    expect(() => parseStorageUrl(text)).not.toThrow(/secret/i);
    expect(() => parseStorageUrl(text)).toThrow(expect.objectContaining({ code: "settings-invalid" }));
    expect(storageUrl.safeParse(text).error?.issues[0]?.message).toContain(complaint);
  });

  it("names all that is wrong at once", () => {
    const wrong = "s3://B?region=A&encryption=x&kmsKey=a&other=1";
    expect(() => parseStorageUrl(wrong)).toThrow(/bucket.*region.*AES256.*other.*encryption=aws:kms beside/);
  });
});
