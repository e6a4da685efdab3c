import { join } from "node:path";
import { expect, it } from "vitest";
import { readConfig } from "../config.ts";
import { checkSettings } from "./check-settings.ts";
import { composeRecognition } from "./recognition.ts";

const check = (environment: Readonly<Record<string, string>>) => {
  const config = readConfig(environment);
  return checkSettings(config, composeRecognition(config));
};

it("names every model and program that is not there in one message", async () => {
  const none = join(import.meta.dirname, "none");
  const wrong = { FALLBACK_MODELS: "x", FFMPEG_PATH: none, WHISPER_CPP_BIN: none, MLX_PYTHON: none };
  await expect(check(wrong)).rejects.toMatchObject({
    code: "settings-invalid",
    message: expect.stringMatching(/FALLBACK_MODELS .*"x".*FFMPEG_PATH .*WHISPER_CPP_BIN .*MLX_PYTHON /),
  });
});

it("finds no fault with a machine of which nothing is said", async () => {
  await check({});
});

it("takes a program of the PATH by its name", async () => {
  await check({ MLX_PYTHON: "sh" });
});
