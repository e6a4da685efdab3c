import type { Tensor } from "onnxruntime-node";

/** The floats of a tensor, without a copy. @throws when it holds something else. */
export function floatsOf(tensor: Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new Error(`The model gave ${tensor?.type ?? "nothing"} where floats were expected`);
}
