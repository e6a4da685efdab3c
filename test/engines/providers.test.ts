import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { missingProvider } from "../../src/compose/recognition.ts";
import { readConfig } from "../../src/config.ts";
import type { Engine } from "../../src/ports/engine.ts";
import { openModel } from "../support/open-model.ts";
import { MODELS_MIRROR, missing, speechFile, windowOf } from "../support/speech.ts";

const never = new AbortController().signal;
const modelsDir = await mkdtemp(join(tmpdir(), "models-"));
const opened: Engine[] = [];

afterAll(async () => {
  await Promise.all(opened.map((engine) => engine.close()));
  await rm(modelsDir, { recursive: true, force: true });
});

const configOf = (provider: string) =>
  readConfig({ MODELS_DIR: modelsDir, MODELS_MIRROR, THREADS: "2", EXECUTION_PROVIDER: provider });

async function open(name: string, provider: string): Promise<Engine> {
  const engine = await openModel(name, configOf(provider));
  opened.push(engine);
  return engine;
}

async function hear(engine: Engine): Promise<{ texts: string[]; warnings: string[] }> {
  const [texts, warnings]: [string[], string[]] = [[], []];
  const window = await windowOf(speechFile("misc", "jfk.wav"));
  for await (const event of engine.recognise([window], { task: "transcribe", language: "en" }, never)) {
    if (event.type === "text") texts.push(event.heard.text);
    if (event.type === "warning") warnings.push(event.message);
  }
  return { texts, warnings };
}

/** What the processor hears, by model. */
const heardPlainly = new Map<string, ReturnType<typeof hear>>();

function hearPlainly(model: string): ReturnType<typeof hear> {
  const heard = heardPlainly.get(model) ?? open(model, "cpu").then(hear);
  heardPlainly.set(model, heard);
  return heard;
}

const proofs = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("scribewell-proof-"));

const skip = missing("SPEECH_DIR", "MODELS_MIRROR");

describe.skipIf(skip !== undefined)(`providers that are not here${skip ? ` (skipped: ${skip})` : ""}`, () => {
  describe.each(["cuda", "coreml", "directml"])("%s", (provider) => {
    it.each(["onnx/whisper-base", "onnx/moonshine-tiny"])(
      "fails in the open with %s, and the processor gives the text",
      async (model) => {
        const missingHere = await missingProvider(configOf(provider), never);
        const before = await proofs();
        const plain = await hearPlainly(model);
        const engine = await open(model, provider);
        const [first, second] = [await hear(engine), await hear(engine)];
        // Where a machine has the provider, nothing is to be said.
        const warnings = missingHere === null ? [] : [missingHere];
        expect(first.warnings).toEqual(warnings);
        expect(second.warnings).toEqual(warnings);
        for (const warning of warnings) expect(warning).toContain(`${provider} was asked for and does not run here (`);
        for (const warning of warnings) expect(warning).not.toMatch(/\/node_modules|\n/);
        expect(plain.warnings).toEqual([]);
        expect(first.texts.join()).toMatch(/fellow Americans/);
        if (missingHere !== null) expect(first.texts).toEqual(plain.texts);
        expect(await proofs()).toEqual(before);
      },
    );
  });
});
