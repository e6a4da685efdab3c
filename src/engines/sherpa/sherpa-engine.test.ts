import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import type { Engine, EngineEvent, RecogniseOptions } from "../../ports/engine.ts";
import { isInstalled } from "./addon.ts";
import { sherpaEngine } from "./sherpa-engine.ts";
import { SCRIPTED } from "./testing/scripted-networks.ts";

// The native library at work on networks that say what they were told to: what of its settings and answers is read right.

const folder = await mkdtemp(join(tmpdir(), "sherpa-"));
const engines: Engine[] = [];
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.close()));
  await rm(folder, { recursive: true, force: true });
});

async function open(family: keyof typeof SCRIPTED): Promise<Engine> {
  const { networks, pieces } = SCRIPTED[family];
  const files: Record<string, string> = { tokens: join(folder, `${family}-tokens.txt`) };
  await writeFile(files.tokens ?? "", pieces.map((piece, index) => `${piece} ${index}\n`).join(""));
  for (const [role, content] of Object.entries(networks)) {
    files[role] = join(folder, `${family}-${role}.onnx`);
    await writeFile(files[role], gunzipSync(Buffer.from(content, "base64")));
  }
  const engine = await sherpaEngine(
    { name: `sherpa/${family}`, family, files, tasks: null },
    { threads: 1, stallMs: 60_000 },
  );
  engines.push(engine);
  return engine;
}

const soundOf = (seconds: number, index = 0) => ({
  index,
  samples: new Float32Array(seconds * 16_000).map((_, at) => Math.sin(at / 9) / 10),
  parts: [],
  speech: [],
});

async function hear(engine: Engine, asked: Partial<RecogniseOptions> = {}, windows = [soundOf(5)]) {
  const events: EngineEvent[] = [];
  const options = { task: "transcribe", ...asked } as const;
  for await (const event of engine.recognise(windows, options, new AbortController().signal)) events.push(event);
  const heard = events.flatMap((event) => (event.type === "text" ? [event.heard] : []));
  const rounded = heard.map(({ words }) =>
    words?.map(({ text, start, end }) => [text, Number(start.toFixed(2)), Number(end.toFixed(2))]),
  );
  return { heard, words: rounded, others: events.filter(({ type }) => type !== "text") };
}

const absent = isInstalled() ? "" : " (skipped: sherpa-onnx-node is not installed)";

describe.skipIf(absent !== "")(`sherpaEngine${absent}`, () => {
  it("hears Parakeet: words with the durations of their pieces, and confidence", async () => {
    const { heard, words, others } = await hear(await open("sherpa-parakeet"));
    expect(heard[0]).toMatchObject({
      text: "And so.",
      language: "en",
      averageLogProbability: expect.closeTo(-0.01, 2),
    });
    expect(words[0]).toEqual([
      [" And", 0.16, 0.4],
      [" so.", 0.4, 0.56],
    ]);
    expect(heard[0]?.words?.[0]?.confidence).toBeCloseTo(0.99, 2);
    expect(others).toEqual([{ type: "language", language: "en", probability: 1 }]);
  });

  it("hears a Zipformer: words that end with the next", async () => {
    const { heard, words } = await hear(await open("sherpa-zipformer"), { language: "en" });
    expect(heard[0]?.text).toBe("AND SO");
    expect(words[0]).toEqual([
      [" AND", 0.12, 0.36],
      [" SO", 0.36, 0.88],
    ]);
  });

  it("hears SenseVoice: the language it names, and words without confidence", async () => {
    const engine = await open("sherpa-sense-voice");
    const { heard, words, others } = await hear(engine);
    expect(heard[0]).toMatchObject({ text: "Hello there.", language: "en", averageLogProbability: null });
    expect(words[0]).toEqual([
      [" Hello", 0.12, 0.6],
      [" there.", 0.6, 0.96],
    ]);
    expect(others).toEqual([{ type: "language", language: "en", probability: 1 }]);
    const asked = await hear(engine, { language: "zh" });
    expect(asked.others).toEqual([{ type: "warning", message: expect.stringContaining("heard en") }]);
  });

  it("tells Canary which language is spoken and which to write, each question its own", async () => {
    const engine = await open("sherpa-canary");
    const german = { language: "de" } as const;
    const asked = [german, { ...german, task: "translate" }, { language: "en" }, german] as const;
    const answers = await Promise.all(asked.map((options) => hear(engine, options, [soundOf(2), soundOf(3, 1)])));
    expect(answers.map(({ heard }) => heard.map(({ text }) => text))).toEqual([
      ["Guten Tag", "Guten Tag"],
      ["Good day", "Good day"],
      ["Good day", "Good day"],
      ["Guten Tag", "Guten Tag"],
    ]);
    expect(answers[1]?.heard[0]?.language).toBe("de");
  });

  it("says so where Canary had to be told the language and was not", async () => {
    const { heard, others } = await hear(await open("sherpa-canary"));
    expect(heard[0]).toMatchObject({ text: "Good day", language: "en" });
    expect(others).toEqual([{ type: "warning", message: expect.stringContaining("was taken for en") }]);
  });

  it("hears a window of a few samples, and keeps its words inside it", async () => {
    const { heard, words } = await hear(await open("sherpa-sense-voice"), {}, [soundOf(0.025)]);
    expect(heard[0]?.text).toMatch(/^Hello there/);
    expect(words[0]?.every(([, start, end]) => start === 0.03 && end === 0.03)).toBe(true);
  });
});
