import { expect, it } from "vitest";
import { age, byteSize, clock, count, percent, speed } from "./quantities.ts";

it.each([
  [0, "0:00"],
  [7.4, "0:07"],
  [59.6, "1:00"],
  [3599.4, "59:59"],
  [3723, "1:02:03"],
  [-1, "0:00"],
])("shows %d s as %s", (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});

it.each([
  [0, "0 bytes"],
  [812, "812 bytes"],
  [1000, "1.0 kB"],
  [76_871_875, "77 MB"],
  [1_084_880_793, "1.1 GB"],
  [999_999, "1000 kB"],
])("shows %d bytes as %s", (bytes, text) => {
  expect(byteSize(bytes)).toBe(text);
});

it("shows speeds and counts", () => {
  expect([speed(0.62), speed(9.96), speed(31.4)]).toEqual(["0.6×", "10×", "31×"]);
  expect([count(1, "recording"), count(2, "recording")]).toEqual(["1 recording", "2 recordings"]);
});

it.each([
  [-3, "0 s"],
  [59.9, "59 s"],
  [60, "1 min"],
  [3599, "59 min"],
  [3600, "1 h"],
  [86_399, "23 h"],
  [500_000, "5 d"],
])("shows %d s ago as %s", (seconds, text) => {
  expect(age(seconds)).toBe(text);
});

it("calls only what is done 100 percent", () => {
  expect([percent(0), percent(0.996), percent(1), percent(1.2)]).toEqual(["0 %", "99 %", "100 %", "100 %"]);
});
