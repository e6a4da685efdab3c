import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";
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

/** The failure for a request that got no answer, or only a part of one. */
export function unreachable({ shown }: Pick<ServiceAddress, "shown">, cause: unknown): Failure {
  const code = codeOf(cause);
  const why = NOT_CONNECTED[code];
  const detail = why === undefined ? `The connection to ${shown} broke (${code || "unknown"}).` : `${why} ${shown}.`;
  return new Failure("service-unreachable", `${detail} ${REMEDY}`, { cause });
}

/** Whether a request failed before anything was sent, so that an address may be wrong. */
export const isNeverConnected = (failure: Failure): boolean => Object.hasOwn(NOT_CONNECTED, codeOf(failure.cause));

/** Whether the service may be there again in a moment, and the same be asked again. */
export const isPassing = (error: unknown): error is Failure =>
  error instanceof Failure && ["service-unreachable", "service-stopping", "server-busy"].includes(error.code);
