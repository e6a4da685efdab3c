import { expect, it } from "vitest";
import { channelsOf } from "./pcm.ts";

async function* inChunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function decoded(bytes: Uint8Array, channels: number, size: number) {
  const chunks: number[][][] = [];
  for await (const chunk of channelsOf(inChunks(bytes, size), channels)) chunks.push(chunk.map((c) => [...c]));
  return chunks;
}

const ramp = (samples: number) =>
  Buffer.from(Int16Array.from({ length: samples }, (_, i) => (i % 65536) - 32768).buffer);

it.each([1, 3, 7, 64, 100_000])("puts samples together whatever the size of the chunks of bytes (%i)", async (size) => {
  const [only] = await decoded(ramp(600), 2, size);
  expect(only?.[0]?.slice(0, 2)).toEqual([-1, (2 - 32768) / 32768]);
  expect(only?.[1]?.slice(0, 2)).toEqual([(1 - 32768) / 32768, (3 - 32768) / 32768]);
  expect(only?.map((channel) => channel.length)).toEqual([300, 300]);
});

it("gives a second at a time and the rest at the end", async () => {
  const chunks = await decoded(ramp(40_000), 1, 4099);
  expect(chunks.map((chunk) => chunk[0]?.length)).toEqual([16_000, 16_000, 8_000]);
  expect(chunks[1]?.[0]?.[0]).toBe((16_000 - 32768) / 32768);
});

it("drops a frame that did not come whole, and gives nothing for nothing", async () => {
  expect((await decoded(ramp(10).subarray(0, 19), 3, 5))[0]?.map((channel) => channel.length)).toEqual([3, 3, 3]);
  expect(await decoded(ramp(1), 2, 1)).toEqual([]);
  expect(await decoded(ramp(0), 1, 1)).toEqual([]);
});
