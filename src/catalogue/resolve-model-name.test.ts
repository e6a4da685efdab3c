import { describe, expect, it } from "vitest";
import { resolveModelName } from "./resolve-model-name.ts";

describe("resolveModelName", () => {
  it.each([
    ["onnx/whisper-base", "onnx/whisper-base"],
    ["whisper-base", "onnx/whisper-base"],
    ["Whisper-Base.EN", "onnx/whisper-base.en"],
    [" silero-v6 ", "vad/silero-v6"],
    ["mine", "onnx/mine"],
    ["whisper-large-v3", "whispercpp/whisper-large-v3"],
    ["MLX/whisper-base", "mlx/whisper-base"],
    ["openai/whisper-1", "openai/whisper-1"],
    ["OpenAI/Systran/faster-whisper-small", "openai/Systran/faster-whisper-small"],
  ])("understands %s as %s", (asked, name) => {
    expect(resolveModelName(asked, ["onnx/mine"])).toBe(name);
  });

  it.each([
    ["wisper-base", "onnx/whisper-base"],
    ["onnx/whisper-bse", "onnx/whisper-base"],
    ["whisper-large-turbo", "onnx/whisper-large-v3-turbo"],
    ["whisper-small-en", "onnx/whisper-small.en"],
    ["onnx/mine2", "onnx/mine"],
    ["whisper-1", "openai/whisper-1"],
  ])("suggests for %s the near %s", (asked, near) => {
    expect(() => resolveModelName(asked, ["onnx/mine"])).toThrow(
      expect.objectContaining({ code: "model-unknown", message: expect.stringContaining(`Did you mean ${near}?`) }),
    );
  });

  it.each(["parakeet", "", "../../etc", "x", "openai/", "openai/a b"])("suggests nothing for %s", (asked) => {
    expect(() => resolveModelName(asked)).toThrow(
      expect.objectContaining({ code: "model-unknown", message: expect.not.stringContaining("Did you mean") }),
    );
  });
});
