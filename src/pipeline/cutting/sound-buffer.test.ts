import { expect, it } from "vitest";
import { type SoundBuffer, soundBuffer } from "./sound-buffer.ts";

/** Holds samples 0, 1, 2 … in chunks of these sizes. */
function filled(...sizes: readonly number[]): SoundBuffer {
  const buffer = soundBuffer();
  for (const size of sizes) buffer.append(Float32Array.from({ length: size }, (_, i) => buffer.end + i));
  return buffer;
}

const numbers = (start: number, end: number): Float32Array =>
  Float32Array.from({ length: end - start }, (_, i) => start + i);

it("gives any stretch across the borders of what came", () => {
  const buffer = filled(3, 1, 0, 4, 2);
  for (let start = 0; start <= 10; start++)
    for (let end = start; end <= 10; end++) expect(buffer.slice(start, end)).toEqual(numbers(start, end));
});

it("counts all that came, dropped or not", () => {
  const buffer = filled(5, 5);
  buffer.dropBefore(10);
  expect(buffer.end).toBe(10);
  buffer.append(Float32Array.of(10, 11));
  expect(buffer.slice(10, 12)).toEqual(numbers(10, 12));
});

it("forgets what was dropped and keeps the rest", () => {
  const buffer = filled(4, 4, 4);
  buffer.dropBefore(8);
  expect(buffer.slice(8, 12)).toEqual(numbers(8, 12));
  expect(buffer.slice(0, 12)).toEqual(numbers(8, 12));
  expect(buffer.slice(0, 5)).toEqual(new Float32Array(0));
  buffer.dropBefore(10);
  expect(buffer.slice(10, 12)).toEqual(numbers(10, 12));
});

it("leaves out what has not come yet", () => {
  expect(filled(4).slice(2, 9)).toEqual(numbers(2, 4));
  expect(filled(4).slice(6, 9)).toEqual(new Float32Array(0));
  expect(soundBuffer().slice(0, 9)).toEqual(new Float32Array(0));
});

it("gives copies, which outlive what is dropped and change nothing", () => {
  const buffer = filled(4);
  buffer.slice(0, 4).fill(-1);
  expect(buffer.slice(0, 4)).toEqual(numbers(0, 4));
});
