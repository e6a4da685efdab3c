import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fakeGgml } from "../../catalogue/testing/fake-ggml.ts";
import { writeFiles } from "../../catalogue/testing/fake-model.ts";
import { playTerminal } from "../testing/play-terminal.ts";
import { modelsCommand } from "./models.ts";

const directory = mkdtempSync(join(tmpdir(), "scribewell-models-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function run(words: readonly string[], columns?: number) {
  const environment = { MODELS_DIR: join(directory, "models") };
  const play = playTerminal({ environment, ...(columns === undefined ? {} : { columns }) });
  const code = await modelsCommand.run(words, play.terminal);
  return { code, stdout: play.stdout(), stderr: play.stderr() };
}

describe("models list", () => {
  it("fits a screen of 80 columns with the whole catalogue", async () => {
    const { stdout } = await run(["list"], 80);
    const lines = stdout.split("\n");
    expect(lines.length).toBeGreaterThan(60);
    for (const line of lines) expect(line.length, line).toBeLessThan(80);
    expect(stdout).not.toContain("…");
  });

  it("shows one engine alone", async () => {
    const { stdout } = await run(["list", "--engine", "mlx", "--json"]);
    const names: string[] = JSON.parse(stdout).map(({ name }: { name: string }) => name);
    expect(names.length).toBe(12);
    expect(names.every((name) => name.startsWith("mlx/"))).toBe(true);
  });

  it("shows what is here alone, and says when that is nothing", async () => {
    expect(await run(["list", "--installed"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "no such model is on this machine\n",
    });
    await writeFiles(directory, { "ggml-mine.bin": fakeGgml() });
    expect((await run(["add", join(directory, "ggml-mine.bin")])).stdout).toBe("whispercpp/mine\n");
    const { stdout } = await run(["list", "--installed"], 80);
    expect(stdout).toMatch(/^✓ {2}whispercpp\/mine /m);
    expect(stdout).not.toContain("onnx/");
  });

  it.each([
    [["list", "--engine", "whispercp"], 'There is no engine "whispercp". Did you mean "whispercpp"? There are onnx,'],
    [["list", "whisper-base"], '"models list" takes no name. "models show whisper-base" tells of one.'],
    [["show"], "Name one model to show."],
    [["show", "a", "b"], "Name one model to show."],
    [["verify", "openai/whisper-1"], "openai/whisper-1 is a remote model"],
  ])("refuses %j", async (words, message) => {
    await expect(run(words)).rejects.toMatchObject({
      code: "option-invalid",
      message: expect.stringContaining(message),
    });
  });
});

describe("models show", () => {
  it("tells of a model by the name without its engine", async () => {
    const { stdout } = await run(["show", "whisper-base"]);
    expect(stdout).toContain("model      onnx/whisper-base\n");
    expect(stdout).toContain("from Hugging Face (https://huggingface.co/onnx-community/whisper-base_timestamped)\n");
  });

  it("tells all of it as JSON", async () => {
    const told = JSON.parse((await run(["show", "whispercpp/mine", "--json"])).stdout);
    expect(told).toMatchObject({ family: "ggml", origin: "own", remote: false, languages: "any", sources: [] });
    expect(told.here.files).toEqual([
      {
        role: "model",
        file: "ggml-mine.bin",
        bytes: fakeGgml().length,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it("knows nothing of a remote model that only its service knows", async () => {
    await expect(run(["show", "openai/else"])).rejects.toMatchObject({ code: "model-unknown" });
  });
});

it("verifies everything that is here, and passes over what is remote", async () => {
  expect(await run(["verify"])).toEqual({ code: 0, stdout: "whispercpp/mine: intact\n", stderr: "" });
});
