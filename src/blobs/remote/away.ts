import { Failure } from "../../domain/failure.ts";
import { codeOf } from "../../domain/system-errors.ts";

/** Why a store does not do its work, with what its operator can do. */
const REASONS = {
  unreachable: "cannot be reached. Check the network and the address in `STORAGE_URL`, and try again",
  slow: "did not answer in time. Try again in a moment",
  refused:
    "refuses access. Check the credentials of this service, their rights on the bucket and on its encryption key, and the clock of this machine",
  "without-credentials":
    "was not asked, because this service has no credentials for it. Give it some in one of the usual ways: docs/storage.md lists them",
  "without-bucket": "has no bucket of the name in `STORAGE_URL`. Create it, or correct the name",
  elsewhere: "keeps this bucket in another region. Name it in `STORAGE_URL` as `region`",
  "without-region": "needs a region. Name it in `STORAGE_URL` as `region`, or in `AWS_REGION`",
  busy: "is asked too much and puts off requests. Try again in a moment",
  fault: "has a fault of its own. Try again in a moment, and check the state of the store if it stays",
  odd: "answered what is not expected of it. Check that the address in `STORAGE_URL` is that of such a store",
} as const;

export type AwayReason = keyof typeof REASONS;

/** What to say of a store that does not do its work. The store's own words are left out: they name keys and buckets. */
export const storageAway = (reason: AwayReason, cause: unknown): Failure =>
  new Failure("storage-unavailable", `The store that keeps the recordings ${REASONS[reason]}.`, { cause });

const SLOW = /^(ETIMEDOUT|ESOCKETTIMEDOUT|ERR_SOCKET_CONNECTION_TIMEOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/;
const OF_NETWORKS =
  /^(ECONN|EPIPE|EPROTO|ENOTFOUND|EAI_|EHOST|ENET|EADDRNOTAVAIL|ERR_TLS|ERR_SSL|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_SOCKET|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/;

/** Why an error of the network keeps us from a store; undefined for any other error. */
export function networkReason(error: unknown): AwayReason | undefined {
  const code = codeOf(error);
  if (SLOW.test(code) || (error instanceof Error && error.name === "TimeoutError")) return "slow";
  return OF_NETWORKS.test(code) ? "unreachable" : undefined;
}

/** Why an HTTP status keeps us from a store. */
export function statusReason(status: number): AwayReason {
  if (status === 401 || status === 403) return "refused";
  if (status === 408) return "slow";
  if (status === 429 || status === 503) return "busy";
  return status >= 500 ? "fault" : "odd";
}
