import { expect, it } from "vitest";
import { moment } from "./moment.ts";

it.each([
  ["90", 90],
  ["0.5", 0.5],
  ["1:30", 90],
  ["90:00", 5400],
  ["1:02:03.5", 3723.5],
])("reads %s", (text, seconds) => {
  expect(moment("--from", text)).toBe(seconds);
});

it.each(["", "1:75:00", "1:75", "-3", "1m", "1::2", "90,5"])("refuses %j by the name of its flag", (text) => {
  expect(() => moment("--to", text)).toThrow(
    expect.objectContaining({ code: "option-invalid", message: expect.stringContaining("--to") }),
  );
});
