import * as openid from "openid-client";
import { Failure } from "../domain/failure.ts";

/** What is wrong with what came back, rather than with whoever was asked. */
const WRONG_ANSWER = new Set([
  "OAUTH_INVALID_RESPONSE",
  "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
  "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED",
  "OAUTH_JWT_TIMESTAMP_CHECK_FAILED",
]);

/**
 * Does what asks a provider.
 * @throws {Failure} `sign-in-refused` where the provider did not sign somebody in, or what came back is not what was asked for;
 *   `sign-in-unavailable` where it does not answer, or does not know this service
 */
export async function withOpenIdFailures<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw toFailure(cause);
  }
}

function toFailure(cause: unknown): Failure {
  if (cause instanceof openid.AuthorizationResponseError || isUsed(cause))
    return new Failure("sign-in-refused", "Your provider has not signed you in. Begin anew.", { cause });
  if (cause instanceof openid.ClientError && WRONG_ANSWER.has(cause.code ?? ""))
    return new Failure(
      "sign-in-refused",
      "What your provider said is not meant for this sign-in, or is out of date. Begin anew; the operator checks the clocks.",
      { cause },
    );
  if (cause instanceof openid.ResponseBodyError || cause instanceof openid.WWWAuthenticateChallengeError)
    return new Failure(
      "sign-in-unavailable",
      "The provider does not take this server for one it knows. Its operator checks OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.",
      { cause },
    );
  return new Failure(
    "sign-in-unavailable",
    "The provider that people sign in with does not answer as it should. Try again later; the operator checks OIDC_ISSUER.",
    { cause },
  );
}

/** The code that came has been used, is too old, or was never given out. */
const isUsed = (cause: unknown): boolean =>
  cause instanceof openid.ResponseBodyError && cause.error === "invalid_grant";
