import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";

/** What a server says, by the first letters of its SQLSTATE, when it is not at fault what was asked of it. */
const AWAY = /^(08|57P0|53|25P03|28|3D)/;
const OF_NETWORKS = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_|EHOST|ENET|ENOENT$|EACCES$)/;
/** What the client itself says carries no code. */
const OF_CLIENT =
  /^(Connection terminated|timeout exceeded|Client has encountered a connection error|Client was closed)/;

const isAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isAway);
  const code = codeOf(error);
  if (code !== "") return AWAY.test(code) || OF_NETWORKS.test(code);
  return OF_CLIENT.test(error.message);
};

/**
 * Rethrows an error of the database. Whether what was under way has been done is not known: only what may be done twice is
 * done again.
 * @throws {Failure} `database-unavailable` for one that says that the server cannot be reached, or takes nobody in
 */
export function refuseAway(error: unknown): never {
  if (!isAway(error)) throw error;
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = codeOf(first);
  throw new Failure(
    "database-unavailable",
    `The database cannot be reached${code && ` (${code})`}. Try again in a moment.`,
    { cause: error },
  );
}
