import type { Tensor } from "onnxruntime-node";
import type { Runtime } from "../../../onnx/session.ts";

/** What the decoder needs of one window, by the name of its input: tensors whose first dimension is 1. */
export type Encoded = Readonly<Record<string, Tensor>>;

/** Several windows as one: each tensor with a row a window, all as long as the longest. */
export function stackRows(runtime: Runtime, windows: readonly Encoded[]): Record<string, Tensor> {
  const [first = {}, ...others] = windows;
  if (others.length === 0) return { ...first };
  return Object.fromEntries(
    Object.keys(first).map((name) => [
      name,
      joinRows(
        runtime,
        windows.flatMap((window) => window[name] ?? []),
        paddingOf(name),
      ),
    ]),
  );
}

/** Which dimension counts the frames, and what stands for those that a shorter window does not have. */
interface Padding {
  readonly axis: number;
  readonly value: number;
}

/** Sums of keys stand for the score of a frame, the larger the lower: nobody looks at one with such a sum. */
const NEVER = 1e8;

function paddingOf(name: string): Padding | undefined {
  if (name.endsWith(".key_sum")) return { axis: 3, value: NEVER };
  if (name.endsWith(".key")) return { axis: 3, value: 0 };
  if (name.endsWith(".value")) return { axis: 2, value: 0 };
  return undefined;
}

function joinRows(runtime: Runtime, rows: readonly Tensor[], padding: Padding | undefined): Tensor {
  const dims = [...(rows[0]?.dims ?? [])];
  if (padding) dims[padding.axis] = Math.max(...rows.map((row) => row.dims[padding.axis] ?? 0));
  const size = dims.slice(1).reduce((product, length) => product * length, 1);
  const joined = emptyLike(dataOf(rows[0]), rows.length * size);
  if (padding && padding.value !== 0) joined.fill(padding.value);
  for (const [index, row] of rows.entries()) {
    const target = joined.subarray(index * size, (index + 1) * size);
    // Runs of numbers that lie together in both: everything behind the dimension that differs, or the whole row.
    const inner = padding ? dims.slice(padding.axis).reduce((product, length) => product * length, 1) : size;
    const given = dataOf(row);
    const run = (given.length * inner) / size;
    for (let from = 0, to = 0; from < given.length; from += run, to += inner)
      target.set(given.subarray(from, from + run), to);
  }
  return toTensor(runtime, joined, [rows.length, ...dims.slice(1)]);
}

/** A stretch of a window: of each tensor that has frames, those from `from` to `to`, excluded or its last. */
export function sliceFrames(runtime: Runtime, encoded: Encoded, from: number, to: number): Encoded {
  return Object.fromEntries(
    Object.entries(encoded).map(([name, tensor]) => {
      const axis = framesAxisOf(name);
      return [name, axis === undefined ? tensor : sliceAlong(runtime, tensor, axis, { from, to })];
    }),
  );
}

/** The hidden states of the Hugging Face layout are never padded: they all have 30 s. */
const framesAxisOf = (name: string): number | undefined =>
  name === "encoder_hidden_states" ? 1 : paddingOf(name)?.axis;

function sliceAlong(runtime: Runtime, tensor: Tensor, axis: number, span: { from: number; to: number }): Tensor {
  const dims = [...tensor.dims];
  const frames = dims[axis] ?? 0;
  const to = Math.min(span.to, frames);
  const from = Math.min(span.from, to);
  const inner = dims.slice(axis + 1).reduce((product, length) => product * length, 1);
  const data = dataOf(tensor);
  const outer = data.length / (frames * inner);
  const sliced = emptyLike(data, outer * (to - from) * inner);
  for (let row = 0; row < outer; row++) {
    const given = data.subarray((row * frames + from) * inner, (row * frames + to) * inner);
    sliced.set(given, row * (to - from) * inner);
  }
  dims[axis] = to - from;
  return toTensor(runtime, sliced, dims);
}

/** Rows of a tensor along its first dimension, left out, repeated or reordered, as a new tensor. */
export function gatherRows(runtime: Runtime, tensor: Tensor, rows: readonly number[]): Tensor {
  const [count = 1, ...rest] = tensor.dims;
  const data = dataOf(tensor);
  const size = data.length / count;
  const gathered = emptyLike(data, rows.length * size);
  for (const [index, row] of rows.entries()) gathered.set(data.subarray(row * size, (row + 1) * size), index * size);
  return toTensor(runtime, gathered, [rows.length, ...rest]);
}

type Numbers = Float32Array | Int8Array;

function dataOf(tensor: Tensor | undefined): Numbers {
  if (tensor?.data instanceof Float32Array || tensor?.data instanceof Int8Array) return tensor.data;
  throw new Error(`The model gave ${tensor?.type ?? "nothing"} where floats or bytes were expected`);
}

const emptyLike = (numbers: Numbers | undefined, length: number): Numbers =>
  numbers instanceof Int8Array ? new Int8Array(length) : new Float32Array(length);

const toTensor = ({ Tensor }: Runtime, numbers: Numbers, dims: readonly number[]): Tensor =>
  numbers instanceof Int8Array ? new Tensor("int8", numbers, dims) : new Tensor("float32", numbers, dims);
