import { expect, it } from "vitest";
import { Failure } from "../domain/failure.ts";
import { refuseAway } from "./unreachable.ts";

const refused = (error: unknown): unknown => {
  try {
    return refuseAway(error);
  } catch (thrown) {
    return thrown;
  }
};
const coded = (code: string, message = "x") => Object.assign(new Error(message), { code });

it.each([
  [coded("ECONNREFUSED"), "ECONNREFUSED"],
  [coded("57P01", "terminating connection due to administrator command"), "57P01"],
  [coded("53300", "sorry, too many clients already"), "53300"],
  [coded("28P01", "password authentication failed for user x"), "28P01"],
  [new AggregateError([coded("ECONNREFUSED")], "all addresses failed"), "ECONNREFUSED"],
  [new Error("Connection terminated unexpectedly"), undefined],
  [new Error("timeout exceeded when trying to connect"), undefined],
])("takes %s for a database that is away, and names no more than the code", (error, code) => {
  const failure = refused(error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({
    code: "database-unavailable",
    message: `The database cannot be reached${code ? ` (${code})` : ""}. Try again in a moment.`,
  });
});

it.each([coded("23505"), coded("42601"), new TypeError("x"), "x"])("leaves %s as it is", (error) => {
  expect(refused(error)).toBe(error);
});
