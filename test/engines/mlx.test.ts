import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it, vi } from "vitest";
import { detectMlx } from "../../src/engines/mlx/detect-mlx.ts";
import { programOnPath } from "../../src/engines/mlx/find-python.ts";
import { mlxEngine } from "../../src/engines/mlx/mlx-engine.ts";
import { startWorker } from "../../src/engines/mlx/worker.ts";
import type { InstalledModel } from "../../src/ports/model-store.ts";
import { engineContract } from "../contracts/engine.ts";
import { SOON_MS } from "../support/patience.ts";
import { missing, speechFile, windowOf } from "../support/speech.ts";

// Without Metal a window takes 5 s on two idle cores, and a clause up to seven windows.
vi.setConfig({ testTimeout: 300_000 });

const enginesDir = await mkdtemp(join(tmpdir(), "engines-"));
afterAll(() => rm(enginesDir, { recursive: true, force: true }));

const { MLX_PYTHON, MLX_MODEL_DIR = enginesDir } = process.env;
const skip = missing("SPEECH_DIR", "MLX_PYTHON", "MLX_MODEL_DIR");
const words = "and so my fellow americans ask not what your country can do for you".split(" ");
const silence = { index: 0, samples: new Float32Array(), parts: [], speech: [] };
const window = skip ? silence : await windowOf(speechFile("misc", "jfk.wav"));

const modelIn = (directory: string): InstalledModel => ({
  name: "mlx/whisper-base",
  files: { config: join(directory, "config.json"), weights: join(directory, "weights.safetensors") },
  family: "mlx",
  tasks: null,
});

engineContract("mlx/whisper-base", {
  open: (options) =>
    mlxEngine(modelIn(MLX_MODEL_DIR), {
      threads: 2,
      stallMs: options?.stallMs ?? 120_000,
      python: MLX_PYTHON,
      enginesDir,
    }),
  speech: { window, words, mayMiss: 0 },
  skip,
});

const python3 = await programOnPath("python3");
const lacking = python3 === undefined ? " (skipped: there is no python3)" : "";

describe.skipIf(python3 === undefined)(`a Python without mlx-whisper${lacking}`, async () => {
  const python = join(enginesDir, "bare-python");
  // Without `site` it finds no package, whatever is installed here.
  await writeFile(python, `#!/bin/sh\nexec ${python3} -S "$@"\n`);
  await chmod(python, 0o755);

  it("is refused with the command that installs it", async () => {
    await writeFile(join(enginesDir, "config.json"), JSON.stringify({ n_vocab: 51_865 }));
    const engine = await mlxEngine(modelIn(enginesDir), { threads: 1, stallMs: 20_000, python, enginesDir });
    const events = engine.recognise([silence], { task: "transcribe" }, new AbortController().signal);
    const first = events[Symbol.asyncIterator]().next();
    await expect(first).rejects.toMatchObject({
      code: "engine-unavailable",
      message: expect.stringMatching(/No module named 'mlx'.*scribewell engines install mlx/),
    });
    expect(engine.processes()).toEqual([]);
    await engine.close();
  });

  it("leaves no worker when whoever started it is gone", async () => {
    const { program, ready } = await startWorker({ python, name: "mlx", directory: enginesDir, threads: 1 });
    await expect(ready()).rejects.toMatchObject({ code: "engine-unavailable" });
    expect(program.isAlive).toBe(true);
    program.input?.end();
    expect(await program.ended).toBe(0);
  });

  it("is reported as absent, and that another one has to be named", async () => {
    const report = await detectMlx({ python, enginesDir });
    const remedy = "set MLX_PYTHON to a Python with mlx-whisper, or leave it out";
    expect(report).toMatchObject({ engine: "mlx", state: "absent", remedy });
    expect(report.detail).toContain("No module named 'mlx'");
  });
});

it.skipIf(skip !== undefined)(
  `ends with its input in the middle of a window${skip ? ` (skipped: ${skip})` : ""}`,
  async () => {
    const python = MLX_PYTHON ?? "";
    const worker = await startWorker({ python, name: "mlx/whisper-base", directory: MLX_MODEL_DIR, threads: 2 });
    await worker.greet();
    const answer = expect(worker.ask({ do: "listen", samples: window.samples, detect: true })).rejects.toThrow("ended");
    await pause(500);
    const begun = performance.now();
    worker.program.input?.end();
    await worker.program.ended;
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
    await answer;
  },
);

it.skipIf(skip !== undefined)(`says what runs it${skip ? ` (skipped: ${skip})` : ""}`, async () => {
  const { state, detail } = await detectMlx({ python: MLX_PYTHON, enginesDir });
  expect(state).toBe("ready");
  expect(detail).toMatch(/^mlx-whisper [\d.]+, MLX [\d.]+, (on|without) Metal/);
});
