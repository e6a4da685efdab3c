import type { Tensor } from "onnxruntime-node";
import { expect, it } from "vitest";
import { loadRuntime } from "../../../onnx/session.ts";
import { gatherRows, stackRows } from "./encoded.ts";

const runtime = await loadRuntime();
const bytes = (dims: number[], ...values: number[]) => new runtime.Tensor("int8", Int8Array.from(values), dims);
const floats = (dims: number[], ...values: number[]) => new runtime.Tensor("float32", Float32Array.from(values), dims);
const shown = (tensor: Tensor | undefined) => [tensor?.dims, [...((tensor?.data ?? []) as Float32Array)]];

it("gives one window as it is", () => {
  const window = { encoder_hidden_states: floats([1, 2, 1], 1, 2) };
  expect(stackRows(runtime, [window])).toEqual(window);
});

it("stacks windows of one length row by row", () => {
  const stacked = stackRows(runtime, [{ any: floats([1, 2], 1, 2) }, { any: floats([1, 2], 3, 4) }]);
  expect(shown(stacked.any)).toEqual([
    [2, 2],
    [1, 2, 3, 4],
  ]);
});

it("makes windows as long as the longest, with frames that nobody looks at", () => {
  const short = {
    "cross.0.key": bytes([1, 1, 2, 1], 1, 2),
    "cross.0.key_sum": floats([1, 1, 1, 1], 3),
    "cross.0.value": bytes([1, 1, 1, 2], 4, 5),
    "cross.0.key_scale": floats([1, 1, 1, 1], 6),
  };
  const long = {
    "cross.0.key": bytes([1, 1, 2, 2], 11, 12, 13, 14),
    "cross.0.key_sum": floats([1, 1, 1, 2], 15, 16),
    "cross.0.value": bytes([1, 1, 2, 2], 17, 18, 19, 20),
    "cross.0.key_scale": floats([1, 1, 1, 1], 21),
  };
  const stacked = stackRows(runtime, [short, long]);
  expect(shown(stacked["cross.0.key"])).toEqual([
    [2, 1, 2, 2],
    [1, 0, 2, 0, 11, 12, 13, 14],
  ]);
  expect(shown(stacked["cross.0.key_sum"])).toEqual([
    [2, 1, 1, 2],
    [3, 1e8, 15, 16],
  ]);
  expect(shown(stacked["cross.0.value"])).toEqual([
    [2, 1, 2, 2],
    [4, 5, 0, 0, 17, 18, 19, 20],
  ]);
  expect(shown(stacked["cross.0.key_scale"])).toEqual([
    [2, 1, 1, 1],
    [6, 21],
  ]);
});

it("leaves rows out, repeats and reorders them", () => {
  expect(shown(gatherRows(runtime, bytes([3, 2], 1, 2, 3, 4, 5, 6), [2, 0, 2]))).toEqual([
    [3, 2],
    [5, 6, 1, 2, 5, 6],
  ]);
});
