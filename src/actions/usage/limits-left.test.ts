import { expect, it } from "vitest";
import { limitsLeft } from "./limits-left.ts";

const day = { milliseconds: 30_000, nanodollars: 100_000_000 };
const month = { milliseconds: 90_000, nanodollars: 100_000_000 };

it("tells of each limit what is used and what is left, without the noise of fractions", () => {
  const limits = { minutesPerDay: 2, minutesPerMonth: 2, dollarsPerDay: 0.3, dollarsPerMonth: 0.7 };
  expect(limitsLeft(limits, { day, month })).toEqual([
    { unit: "minutes", period: "day", limit: 2, used: 0.5, left: 1.5 },
    { unit: "minutes", period: "month", limit: 2, used: 1.5, left: 0.5 },
    { unit: "dollars", period: "day", limit: 0.3, used: 0.1, left: 0.2 },
    { unit: "dollars", period: "month", limit: 0.7, used: 0.1, left: 0.6 },
  ]);
});

it("leaves out what has no limit, and leaves nothing where too much was used", () => {
  expect(limitsLeft({ minutesPerMonth: 1, dollarsPerDay: 0 }, { day, month })).toEqual([
    { unit: "minutes", period: "month", limit: 1, used: 1.5, left: 0 },
    { unit: "dollars", period: "day", limit: 0, used: 0.1, left: 0 },
  ]);
});
