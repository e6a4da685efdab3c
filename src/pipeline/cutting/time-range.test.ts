import { expect, it } from "vitest";
import type { CutEvent } from "./cut.ts";
import { cutToRange, placeInRecording } from "./time-range.ts";

/** Two channels of ten seconds in chunks of 0.7 s; each sample tells its second. */
async function* sound() {
  for (let at = 0; at < 160_000; at += 11_200) {
    const chunk = Float32Array.from({ length: Math.min(11_200, 160_000 - at) }, (_, i) =>
      Math.floor((at + i) / 16_000),
    );
    yield [chunk, chunk.map((second) => -second)];
  }
}

async function heard(range: Parameters<typeof cutToRange>[1]) {
  const seconds: number[][] = [[], []];
  for await (const channels of cutToRange(sound(), range))
    for (const [index, samples] of channels.entries()) seconds[index]?.push(...samples);
  return seconds;
}

it("gives exactly the samples of the range, of each channel", async () => {
  const [left = [], right = []] = await heard({ fromSeconds: 2.5, toSeconds: 4 });
  expect(left).toHaveLength(24_000);
  expect([left[0], left[7_999], left[8_000], left.at(-1)]).toEqual([2, 2, 3, 3]);
  expect(right.at(-1)).toBe(-3);
});

it("gives everything where nothing is asked, and the rest behind a beginning", async () => {
  expect((await heard({}))[0]).toHaveLength(160_000);
  expect((await heard({ fromSeconds: 9 }))[0]).toHaveLength(16_000);
  expect((await heard({ toSeconds: 99 }))[0]).toHaveLength(160_000);
});

it("refuses a range behind the end, with the length there is", async () => {
  await expect(heard({ fromSeconds: 10 })).rejects.toMatchObject({
    code: "option-invalid",
    message: expect.stringContaining("10.0 s"),
  });
});

it("reads nothing behind the range", async () => {
  let left = false;
  async function* endless() {
    try {
      for (;;) yield [new Float32Array(16_000)];
    } finally {
      left = true;
    }
  }
  let seconds = 0;
  for await (const [samples] of cutToRange(endless(), { toSeconds: 3 })) seconds += (samples?.length ?? 0) / 16_000;
  expect(seconds).toBe(3);
  expect(left).toBe(true);
});

it("tells times of the recording, and what was left out before", async () => {
  async function* events(): AsyncIterable<CutEvent> {
    yield { type: "quiet", entry: { kind: "silence", start: 0, end: 1 } };
    const window = { index: 0, samples: new Float32Array(0), parts: [{ offset: 0, start: 1, seconds: 2 }] };
    yield { type: "window", window: { ...window, speech: [{ start: 1.2, end: 2.8 }] } };
    yield { type: "cut", seconds: 3 };
  }
  const placed: CutEvent[] = [];
  for await (const event of placeInRecording(events(), { fromSeconds: 60 })) placed.push(event);
  expect(placed).toMatchObject([
    { entry: { kind: "left-out", start: 0, end: 60 } },
    { entry: { kind: "silence", start: 60, end: 61 } },
    { window: { parts: [{ offset: 0, start: 61, seconds: 2 }], speech: [{ start: 61.2, end: 62.8 }] } },
    { type: "cut", seconds: 63 },
  ]);
});
