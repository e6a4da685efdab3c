import { expect, it } from "vitest";
import { channelPlan } from "./channel-plan.ts";

it("keeps up to eight channels apart", () => {
  expect(channelPlan(2, "apart")).toEqual({ channels: 2, arguments: ["-ac", "2"] });
  expect(channelPlan(8, "apart")).toEqual({ channels: 8, arguments: ["-ac", "8"] });
});

it("mixes more and says so", () => {
  const plan = channelPlan(9, "apart");
  expect(plan).toMatchObject({ channels: 1, arguments: ["-af", "pan=mono|c0<c0+c1+c2+c3+c4+c5+c6+c7+c8"] });
  expect(plan.warning).toContain("9 channels");
});

it("mixes without a word when mixing was asked for", () => {
  expect(channelPlan(6, "mixed")).toEqual({ channels: 1, arguments: ["-ac", "1"] });
  expect(channelPlan(64, "mixed").warning).toBeUndefined();
});
