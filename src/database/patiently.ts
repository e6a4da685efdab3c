import pRetry from "p-retry";
import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";

/** About as long as the lease of a piece lasts: 0.2 + 0.4 + … + 5 + 5 s. */
const WHILE_IT_IS_AWAY = { retries: 14, minTimeout: 200, maxTimeout: 5_000 };

/** Whether an error says that the database cannot be reached. */
export const isDatabaseAway = (error: unknown): boolean =>
  error instanceof Failure && error.code === "database-unavailable";

/** Two transactions that would have waited for each other: one was undone, and may be tried again. */
const isUndone = (error: unknown): boolean => ["40P01", "40001"].includes(codeOf(error));

/**
 * Does again what a database that was away for a moment did not answer, or undid. Only for what may be done twice.
 * @throws {Failure} `database-unavailable` after about three quarters of a minute
 */
export const patiently = <Result>(work: () => Promise<Result>): Promise<Result> =>
  pRetry(work, { ...WHILE_IT_IS_AWAY, shouldRetry: ({ error }) => isDatabaseAway(error) || isUndone(error) });
