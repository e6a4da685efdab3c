import { expect, it } from "vitest";
import { childEnvironment, loaderFlags } from "./child-environment.ts";

it("keeps the flags that load code, with their values, and no others", () => {
  const flags = [
    "--input-type=module",
    "--import",
    "tsx",
    "--inspect=9229",
    "--require=./hook.cjs",
    "-r",
    "./other.cjs",
    "--eval",
  ];
  expect(loaderFlags(flags)).toEqual(["--import", "tsx", "--require=./hook.cjs", "-r", "./other.cjs"]);
});

it("hands on no setting and no secret", () => {
  expect(Object.keys(childEnvironment())).not.toContain("HF_TOKEN");
  expect(Object.keys(childEnvironment())).toContain("PATH");
});
