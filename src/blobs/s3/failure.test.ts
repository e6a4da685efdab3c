import { describe, expect, it } from "vitest";
import { s3Failure } from "./failure.ts";

const said = (name: string, httpStatusCode?: number, rest: object = {}) =>
  Object.assign(new Error("s3://bucket/secret-key"), {
    name,
    ...(httpStatusCode && { $metadata: { httpStatusCode } }),
    ...rest,
  });

describe("errors of S3", () => {
  it.each([
    [said("NoSuchBucket", 404), /no bucket of the name.*STORAGE_URL/],
    [said("AccessDenied", 403), /refuses access.*credentials.*rights/],
    [said("Forbidden", 403), /refuses access/],
    [said("RequestTimeTooSkewed", 403), /clock/],
    [said("ExpiredToken", 400), /refuses access/],
    [said("PermanentRedirect", 301), /another region.*region/],
    [said("SlowDown", 503), /asked too much/],
    [said("TooManyRequests", 429), /asked too much/],
    [said("InternalError", 500), /fault of its own/],
    [said("NotImplemented", 501), /fault of its own/],
    [said("UnknownError", 400), /not expected.*STORAGE_URL/],
    [said("TimeoutError"), /did not answer in time/],
    [said("Error", undefined, { code: "ECONNREFUSED" }), /cannot be reached.*STORAGE_URL/],
    [said("Error", undefined, { code: "ENOTFOUND" }), /cannot be reached/],
    [said("Error", undefined, { code: "SELF_SIGNED_CERT_IN_CHAIN" }), /cannot be reached/],
    [said("CredentialsProviderError"), /no credentials.*docs\/storage\.md/],
    [Object.assign(new Error("Region is missing")), /needs a region/],
  ])("says of %s what to mend", (error, words) => {
    expect(s3Failure(error)).toMatchObject({
      code: "storage-unavailable",
      message: expect.stringMatching(words),
      cause: error,
    });
    expect(s3Failure(error)).toMatchObject({ message: expect.not.stringContaining("secret") });
  });

  it("knows a missing object, and lets bugs and signals be", () => {
    expect(s3Failure(said("NoSuchKey", 404))).toMatchObject({ code: "blob-not-found" });
    for (const error of [new TypeError("bug"), said("AbortError"), "odd"]) expect(s3Failure(error)).toBe(error);
  });
});
