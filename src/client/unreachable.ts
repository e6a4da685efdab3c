import { ScribewellError } from "./scribewell-error.ts";
import type { ServiceAddress } from "./service-address.ts";

const REMEDY = "Start one with: scribewell serve. Or give the address of another.";

/** Errors with which no connection was made at all: nothing was sent. */
const NOT_CONNECTED: Readonly<Record<string, string>> = {
  ECONNREFUSED: "No service listens at",
  ENOTFOUND: "The name is not known in",
  EAI_AGAIN: "The name cannot be looked up in",
  EHOSTUNREACH: "There is no way to",
  ENETUNREACH: "There is no way to",
  UND_ERR_CONNECT_TIMEOUT: "Nothing answers at",
};

/** The error for a request that got no answer, or only a part of one. */
export function unreachable({ shown }: Pick<ServiceAddress, "shown">, cause: unknown): ScribewellError {
  return new ScribewellError("service-unreachable", `${reasonOf(shown, codeOf(cause))} ${REMEDY}`, { cause });
}

function reasonOf(shown: string, code: string): string {
  // A browser tells a page no more.
  if (code === "") return `${shown} gives no answer, or does not let this page ask it (ALLOWED_ORIGINS).`;
  const why = NOT_CONNECTED[code];
  return why === undefined ? `The connection to ${shown} broke (${code}).` : `${why} ${shown}.`;
}

/** Whether a request failed before anything was sent, so that an address may be wrong. */
export const isNeverConnected = ({ cause }: ScribewellError): boolean => Object.hasOwn(NOT_CONNECTED, codeOf(cause));

/** The system's code, which `fetch` hides behind an error of its own. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause === undefined ? "" : codeOf(error.cause);
}
