import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";
import { refusedPort } from "./blocked-ports.ts";
import type { Networks } from "./networks.ts";

/** What a request that got no answer failed of: `url-refused` or `url-unreachable`. It names the host and no address of it. */
export function unanswered(url: URL, error: unknown, networks: Networks): Failure {
  const { host } = url;
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (cause instanceof Failure) return cause;
  // Causes tell IP addresses, and whoever asks a service must not learn those of its networks.
  const options = networks === "any" ? { cause } : {};
  if (cause instanceof Error && cause.message === "bad port") return refusedPort(url, { cause });
  const code = codeOf(cause);
  const what = code === "UND_ERR_SOCKET" ? "closed the connection before it answered" : "could not be reached";
  // The codes of the library say nothing to a reader; those of the system do.
  const detail = code === "" || code === "UND_ERR_SOCKET" ? what : `${what} (${code})`;
  return new Failure("url-unreachable", `${host} ${detail}. Check the address and the network.`, options);
}
