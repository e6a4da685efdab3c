import { describe, expect, it } from "vitest";
import { gsFailure } from "./failure.ts";

const said = (message: string, rest: object = {}) => Object.assign(new Error(message), rest);

describe("errors of Google Cloud Storage", () => {
  it.each([
    [said("The specified bucket does not exist.", { code: 404 }), /no bucket of the name/],
    [said("denied on secret", { code: 403 }), /refuses access/],
    [said("secret", { code: "401" }), /refuses access/],
    [said("secret", { response: { status: 403 } }), /refuses access/],
    [said("invalid_grant: secret"), /refuses access/],
    [said("secret", { code: 429 }), /asked too much/],
    [said("secret", { code: 503 }), /asked too much/],
    [said("Retry limit exceeded - status: 500 - secret"), /fault of its own/],
    [said("secret", { code: 400 }), /not expected/],
    [said("secret", { code: "ECONNREFUSED" }), /cannot be reached/],
    [said("secret", { code: "UND_ERR_SOCKET" }), /cannot be reached/],
    [said("request to secret failed, reason: socket hang up"), /cannot be reached/],
    [said("secret", { code: "UND_ERR_BODY_TIMEOUT" }), /did not answer in time/],
    [said("secret", { name: "TimeoutError" }), /did not answer in time/],
    [said("Could not load the default credentials. secret"), /no credentials/],
  ])("says of %s what to mend", (error, words) => {
    expect(gsFailure(error)).toMatchObject({
      code: "storage-unavailable",
      message: expect.stringMatching(words),
      cause: error,
    });
    expect(gsFailure(error)).toMatchObject({ message: expect.not.stringContaining("secret") });
  });

  it("knows a missing object, and lets bugs be", () => {
    expect(gsFailure(said("No such object: b/k", { code: 404 }))).toMatchObject({ code: "blob-not-found" });
    for (const error of [new TypeError("bug"), said("x", { name: "AbortError" }), "odd"])
      expect(gsFailure(error)).toBe(error);
  });
});
