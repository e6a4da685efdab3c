import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";
import type { Networks } from "./networks.ts";

/** What codes mean that say nothing to a reader. */
const DETAILS = [
  { codes: /^$/, detail: "could not be reached" },
  { codes: /^(ECONNRESET|EPIPE)$/, detail: "closed the connection before it answered" },
  { codes: /^HPE_/, detail: "answered with what is not HTTP" },
];

/** What a request that got no answer failed of: `url-refused` or `url-unreachable`. It names the host and no address of it. */
export function unanswered(url: URL, error: unknown, networks: Networks): Failure {
  const { host } = url;
  if (error instanceof Failure) return error;
  // Causes tell IP addresses, and whoever asks a service must not learn those of its networks.
  const options = networks === "any" ? { cause: error } : {};
  const code = codeOf(error);
  const detail = DETAILS.find(({ codes }) => codes.test(code))?.detail ?? `could not be reached (${code})`;
  return new Failure("url-unreachable", `${host} ${detail}. Check the address and the network.`, options);
}
