import { expect, it } from "vitest";
import { type PythonFacts, unfitness } from "./python-facts.ts";

const linux: PythonFacts = {
  system: "Linux",
  machine: "x86_64",
  major: 3,
  minor: 11,
  venv: true,
  glibc: "2.36",
  macos: "",
};
const mac: PythonFacts = { ...linux, system: "Darwin", machine: "arm64", minor: 14, glibc: "", macos: "14.0" };

it.each([linux, mac])("has nothing against %o", (facts) => {
  expect(unfitness(facts)).toBeUndefined();
});

it.each<[string, PythonFacts]>([
  ["x86_64", { ...mac, machine: "x86_64" }],
  ["13.6", { ...mac, macos: "13.6" }],
  ["Windows", { ...linux, system: "Windows" }],
  ["2.31", { ...linux, glibc: "2.31" }],
  ["another C library", { ...linux, glibc: "" }],
  ["3.9", { ...mac, minor: 9 }],
  ["3.15", { ...linux, minor: 15 }],
  ["apt install python3-venv", { ...linux, venv: false }],
])("names what is wrong: %s", (named, facts) => {
  expect(unfitness(facts)).toContain(named);
});
