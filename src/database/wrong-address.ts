import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";
import { isDatabaseAway } from "./patiently.ts";

/** What the client itself says, without a code, to a server that asks for a password. */
const NO_PASSWORD = /^SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be/;

/**
 * Rethrows an error from opening a server's database for the first time.
 * @param place the address, and the setting or flag it was given with
 * @throws {Failure} `settings-invalid` where waiting does not help: no such database, or a user or password that is refused
 */
export function refuseWrongAddress(error: unknown, { url, given }: { url: string; given: string }): never {
  const detail = wrongIn(error, { url, given });
  throw detail === undefined ? error : new Failure("settings-invalid", detail, { cause: error });
}

function wrongIn(error: unknown, { url, given }: { url: string; given: string }): string | undefined {
  if (error instanceof Error && NO_PASSWORD.test(error.message))
    return `The server asks for a password. Set PGPASSWORD, or correct ${given}.`;
  switch (refusalOf(error)) {
    case "3D000":
      return `There is no database ${nameIn(url)} on that server. Create it, or correct ${given}.`;
    case "28000":
    case "28P01":
      return `The server refuses that user or password. Let the user in there (pg_hba.conf), or correct ${given}.`;
    default:
      return undefined;
  }
}

/** The server's SQLSTATE, or what the system says, where a connection was not made. */
const refusalOf = (error: unknown): string =>
  error instanceof Failure && isDatabaseAway(error) ? codeOf(error.cause) : "";

const nameIn = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1)) || "of that name";
