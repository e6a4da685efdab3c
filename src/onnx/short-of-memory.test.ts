import { expect, it } from "vitest";
import { isShortOfMemory } from "./short-of-memory.ts";

it.each([
  "std::bad_alloc",
  "Non-zero status code returned while running MatMul node. Failed to allocate memory for requested buffer of size 1887436800",
  "bfc_arena.cc:376 Available memory of 12 is smaller than requested bytes of 34",
  "CUDA failure 2: out of memory ; GPU=0",
  "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED",
  "Array buffer allocation failed",
  "FATAL ERROR: v8::ArrayBuffer::New Allocation failed - process out of memory",
])("knows it by what is said: %s", (said) => {
  expect(isShortOfMemory(new Error(said))).toBe(true);
});

it.each(["Got invalid dimensions for input: samples", "Session already disposed.", ""])(
  "takes nothing else for it: %s",
  (said) => {
    expect(isShortOfMemory(new Error(said))).toBe(false);
  },
);
