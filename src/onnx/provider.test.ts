import { expect, it } from "vitest";
import { insteadWarning, plainCause } from "./provider.ts";

it("says what was asked for, why it was not to be had, and what was done", () => {
  expect(insteadWarning("cuda", new Error("Failed to load shared library\n  at somewhere"))).toBe(
    "cuda was asked for and does not run here (Failed to load shared library); the processor was used instead: see docs/hardware.md",
  );
});

it.each([
  ["Load model from /home/ann/models/encoder.onnx failed", "Load model from encoder.onnx failed"],
  ["Load model from C:\\Users\\ann\\encoder.onnx failed", "Load model from encoder.onnx failed"],
  ["/build/core/webgpu_context.cc:136 no adapter", "webgpu_context.cc:136 no adapter"],
  ["linux/x64 and/or nothing", "linux/x64 and/or nothing"],
])("names no folder: %s", (said, plain) => {
  expect(plainCause(new Error(said))).toBe(plain);
});
