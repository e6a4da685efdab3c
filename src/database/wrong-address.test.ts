import { expect, it } from "vitest";
import { refuseAway } from "./unreachable.ts";
import { refuseWrongAddress } from "./wrong-address.ts";

const thrownBy = (work: () => never): unknown => {
  try {
    return work();
  } catch (thrown) {
    return thrown;
  }
};
const coded = (code: string) => Object.assign(new Error("x"), { code });
const atStart = (error: unknown, url = "postgres://user:hidden@host/nope") =>
  thrownBy(() =>
    refuseWrongAddress(
      thrownBy(() => refuseAway(error)),
      { url, given: "DATABASE_URL" },
    ),
  );

it.each([
  ["a database that is not there", coded("3D000"), "There is no database nope on that server."],
  ["a wrong password", coded("28P01"), "The server refuses that user or password."],
  ["a user that is not let in", coded("28000"), "The server refuses that user or password."],
  [
    "a password that was left out",
    new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string"),
    "The server asks for a password.",
  ],
])("takes %s for a wrong address, and names where it was given", (_what, error, message) => {
  const failure = atStart(error);
  expect(failure).toMatchObject({ code: "settings-invalid", message: expect.stringContaining(`${message} `) });
  expect(failure).toMatchObject({ message: expect.stringContaining("correct DATABASE_URL") });
});

it("names no database where the address has none", () => {
  expect(atStart(coded("3D000"), "postgres://user@host")).toMatchObject({
    message: "There is no database of that name on that server. Create it, or correct DATABASE_URL.",
  });
});

it.each([coded("57P03"), coded("ECONNREFUSED"), coded("53300"), new TypeError("x")])("leaves %s as it is", (error) => {
  const failure = thrownBy(() => refuseAway(error));
  expect(thrownBy(() => refuseWrongAddress(failure, { url: "postgres://host/x", given: "--to" }))).toBe(failure);
});
