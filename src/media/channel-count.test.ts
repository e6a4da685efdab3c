import { expect, it } from "vitest";
import { channelCount } from "./channel-count.ts";

it.each([
  ["mono", 1],
  ["stereo", 2],
  ["quad(side)", 4],
  ["2.1", 3],
  ["5.1", 6],
  ["5.1(side)", 6],
  ["7.1(wide-side)", 8],
  ["7.1.4", 12],
  ["22.2", 24],
  ["6 channels", 6],
  ["1 channels (FC)", 1],
  ["3 channels (FL+FR+LFE)", 3],
  ["0 channels", 0],
  ["ambisonic 1", 4],
])("counts %s", (layout, channels) => {
  expect(channelCount(layout)).toBe(channels);
});

it.each(["s16", "fltp", "66 kb/s (default)", "s32 (24 bit)", ""])("takes %j for no layout", (text) => {
  expect(channelCount(text)).toBeNull();
});
