import { EventEmitter, once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import type { Window } from "../../src/domain/window.ts";
import type { Engine, EngineEvent, HeardText } from "../../src/ports/engine.ts";
import { openModel } from "../support/open-model.ts";
import { MODELS_MIRROR, missing, speechFile, windowOf } from "../support/speech.ts";

const skip = missing("SPEECH_DIR", "MODELS_MIRROR");
const never = new AbortController().signal;
const modelsDir = await mkdtemp(join(tmpdir(), "models-"));
const opened: Engine[] = [];

afterAll(async () => {
  await Promise.all(opened.map((engine) => engine.close()));
  await rm(modelsDir, { recursive: true, force: true });
});

async function open(name: string): Promise<Engine> {
  const engine = await openModel(name, readConfig({ MODELS_DIR: modelsDir, MODELS_MIRROR, THREADS: "2" }));
  opened.push(engine);
  return engine;
}

interface Heard {
  readonly heard: readonly HeardText[];
  readonly ms: number;
}

async function hear(
  engine: Engine,
  windows: readonly Window[],
  { urgency = 0, onEvent }: { urgency?: number; onEvent?: (type: EngineEvent["type"]) => void } = {},
): Promise<Heard> {
  const heard: HeardText[] = [];
  const begun = performance.now();
  for await (const event of engine.recognise(windows, { task: "transcribe", urgency }, never)) {
    if (event.type === "text") heard.push(event.heard);
    onEvent?.(event.type);
  }
  return { heard, ms: performance.now() - begun };
}

/** Four windows, one of them backwards, which a model doubts and tries again and again; and one of three seconds. */
async function windows(): Promise<{ four: Window[]; short: Window }> {
  const whole = await windowOf(speechFile("misc", "jfk.wav"));
  const { samples } = whole;
  const backwards = samples.slice(0, 4 * 16_000).reverse();
  const parts = [samples, samples.subarray(5 * 16_000), backwards, samples.subarray(0, 8 * 16_000)];
  return {
    four: parts.map((part, index) => ({ ...whole, index, samples: part })),
    short: { ...whole, index: 0, samples: samples.subarray(0, 3 * 16_000) },
  };
}

/** When the urgent question comes, from what was last heard of the other. */
const MOMENTS = [
  { moment: "among the windows being encoded", after: undefined, ms: 100 },
  { moment: "before the first words", after: "language", ms: 0 },
  { moment: "among the words", after: "language", ms: 150 },
  { moment: "in the search for a better text", after: "text", ms: 0 },
] as const;

const title = "answers three urgent seconds in the middle of four windows, whose text and word times stay the same";
it.skipIf(skip !== undefined)(skip ? `${title} (skipped: ${skip})` : title, { timeout: 180_000 }, async () => {
  const engine = await open("onnx/whisper-base");
  const { four, short } = await windows();
  await hear(engine, [short]);
  const [alone, shortAlone] = [await hear(engine, four), await hear(engine, [short])];
  expect(alone.heard.flatMap(({ words }) => words ?? []).length).toBeGreaterThan(40);

  for (const { moment, after, ms } of MOMENTS) {
    const order: string[] = [];
    const news = new EventEmitter();
    const come = after === undefined ? undefined : once(news, after);
    const paused = hear(engine, four, { onEvent: (type) => news.emit(type) }).finally(() => order.push("paused"));
    await come;
    if (ms > 0) await pause(ms);
    const urgent = await hear(engine, [short], { urgency: 1 });
    order.push("urgent");
    const whole = await paused;
    expect(order, moment).toEqual(["urgent", "paused"]);
    expect(urgent.heard).toEqual(shortAlone.heard);
    expect(whole.heard).toEqual(alone.heard);
    const [took, lone, long, undisturbed] = [urgent, shortAlone, whole, alone].map((one) =>
      (one.ms / 1_000).toFixed(2),
    );
    const report = `urgent ${took} s (alone ${lone} s), paused ${long} s (alone ${undisturbed} s)`;
    process.stdout.write(`${moment}: ${report}\n`);
  }
});
