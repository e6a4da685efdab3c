import { expect, it } from "vitest";
import { mergeChannels, splitChannels } from "./channels.ts";
import type { PieceEvent } from "./pieces.ts";

it("gives each channel its own samples, however unevenly they are read", async () => {
  async function* sound() {
    for (let i = 0; i < 5; i++) yield [Float32Array.of(i), Float32Array.of(10 + i)];
  }
  const [left, right] = await splitChannels(sound());
  const read = async (channel: AsyncIterable<Float32Array> | undefined) => {
    const values: number[] = [];
    for await (const samples of channel ?? []) values.push(...samples);
    return values;
  };
  expect(await read(left)).toEqual([0, 1, 2, 3, 4]);
  expect(await read(right)).toEqual([10, 11, 12, 13, 14]);
});

it("has no channel where there is no sound, and passes on a failure", async () => {
  async function* none(): AsyncIterable<Float32Array[]> {}
  expect(await splitChannels(none())).toEqual([]);
  async function* broken() {
    yield [Float32Array.of(1)];
    throw new Error("broken");
  }
  const [only] = await splitChannels(broken());
  await expect(async () => {
    for await (const _ of only ?? []);
  }).rejects.toThrow("broken");
});

it("keeps channels together by time, whichever comes first, and names them", async () => {
  const pulled: number[] = [];
  async function* channel(name: number, step: number): AsyncIterable<PieceEvent> {
    for (let seconds = step; seconds <= 12; seconds += step) {
      pulled.push(name);
      yield { type: "piece", piece: { windows: [] } };
      yield { type: "cut", seconds };
    }
  }
  const events: PieceEvent[] = [];
  for await (const event of mergeChannels([channel(0, 4), channel(1, 6)])) events.push(event);
  expect(pulled).toEqual([0, 1, 0, 1, 0]);
  expect(events.flatMap((event) => (event.type === "piece" ? [event.piece.channel] : []))).toEqual([0, 1, 0, 1, 0]);
  expect(events.flatMap((event) => (event.type === "cut" ? [event.seconds] : []))).toEqual([4, 6, 8, 12]);
});
