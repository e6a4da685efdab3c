import { readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { composeRecognition } from "../src/compose/recognition.ts";
import { readConfig } from "../src/config.ts";
import { load } from "../src/engines/onnx/whisper/whisper-model.ts";
import { loadRuntime } from "../src/onnx/session.ts";
import { cutRecording } from "../src/pipeline/cutting/cut-recording.ts";
import { DETECTOR } from "../src/pipeline/cutting/detector.ts";
import type { Piece } from "../src/pipeline/cutting/pieces.ts";

// Where the time of recognition goes: the windows of a recording through Whisper in this process, by kind of call.
// usage: npm run bench:profile -- FILE MODEL_DIR [--language en] [--windows 4] [--threads 2] [--text OUT.txt]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    language: { type: "string", default: "en" },
    windows: { type: "string", default: "4" },
    threads: { type: "string", default: "2" },
    text: { type: "string" },
  },
});

const never = new AbortController().signal;

async function cutAll(file: string): Promise<{ pieces: Piece[]; seconds: number }> {
  const { decoder, models, openDetector } = composeRecognition(readConfig(process.env));
  const detector = openDetector(await models.require(DETECTOR, { signal: never }));
  const pieces: Piece[] = [];
  let seconds = 0;
  const options = { path: file, pieceWindows: Number(values.windows), onWarning: () => {} };
  const abilities = { windowSeconds: 29.9, words: true };
  for await (const event of cutRecording({ decoder, detector, abilities }, options, never)) {
    if (event.type === "piece") pieces.push(event.piece);
    if (event.type === "cut") seconds = event.seconds;
  }
  await detector.close();
  return { pieces, seconds };
}

/** Calls and milliseconds by kind. */
const spent = new Map<string, { calls: number; ms: number }>();

function account(kind: string, ms: number): void {
  const entry = spent.get(kind) ?? { calls: 0, ms: 0 };
  spent.set(kind, { calls: entry.calls + 1, ms: entry.ms + ms });
}

type Feeds = Record<string, { dims: readonly number[] }>;

function kindOf(feeds: Feeds): string {
  if (!feeds.input_ids) return "encoder";
  const [rows = 0, tokens = 0] = feeds.input_ids?.dims ?? [];
  return tokens > 1 ? "first step" : `step of ${rows}`;
}

/** Times every call of the runtime. */
async function watchCalls(): Promise<void> {
  const { InferenceSession } = await loadRuntime();
  const create = InferenceSession.create.bind(InferenceSession) as (...given: unknown[]) => Promise<object>;
  InferenceSession.create = (async (...given: unknown[]) => {
    const session = (await create(...given)) as { run(...asked: unknown[]): Promise<unknown> };
    const run = session.run.bind(session);
    session.run = async (...asked) => {
      const begun = performance.now();
      const result = await run(...asked);
      account(kindOf(asked[0] as Feeds), performance.now() - begun);
      return result;
    };
    return session;
  }) as typeof InferenceSession.create;
}

function filesIn(directory: string) {
  const names = readdirSync(directory);
  const pick = (pattern: RegExp) => join(directory, names.find((name) => pattern.test(basename(name))) ?? "missing");
  return {
    encoder: pick(/^encoder.*\.onnx$/),
    decoder: pick(/^decoder.*\.onnx$/),
    tokenizer: pick(/^tokenizer\.json$/),
    tokenizerConfig: pick(/^tokenizer_config\.json$/),
    config: pick(/^config\.json$/),
    generation: pick(/^generation_config\.json$/),
  };
}

async function main(file: string, directory: string): Promise<void> {
  const { pieces, seconds } = await cutAll(file);
  await watchCalls();
  const place = { provider: "cpu", threads: Number(values.threads), scratch: tmpdir() } as const;
  const means = { place, batchWindows: 4, warnings: [], memoryMb: undefined };
  const model = await load({ files: filesIn(directory), ...means });
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const texts: string[] = [];
  for (const { windows } of pieces) {
    const options = { language: values.language, task: "transcribe" } as const;
    for await (const event of model.run({ windows, options }, { turn: async () => {}, signal: never }))
      if (event.type === "text") texts.push(event.heard.text);
  }
  const ms = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  const windows = pieces.reduce((sum, piece) => sum + piece.windows.length, 0);
  console.log(
    `${windows} windows of ${seconds.toFixed(0)} s in ${(ms / 1000).toFixed(2)} s, ${((seconds * 1000) / ms).toFixed(1)} × real time, ` +
      `${((user + system) / 1e6).toFixed(1)} s of processor time, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  );
  let inRuntime = 0;
  for (const [kind, entry] of [...spent].sort((a, b) => b[1].ms - a[1].ms)) {
    inRuntime += entry.ms;
    const each = (entry.ms / entry.calls).toFixed(1);
    console.log(`${kind.padEnd(12)} ${(entry.ms / 1000).toFixed(2).padStart(6)} s  ${entry.calls} calls of ${each} ms`);
  }
  console.log(`${"around them".padEnd(12)} ${((ms - inRuntime) / 1000).toFixed(2).padStart(6)} s`);
  if (values.text !== undefined) await writeFile(values.text, texts.join(" "));
}

const [file, directory] = positionals;
if (file === undefined || directory === undefined) throw new Error("usage: npm run bench:profile -- FILE MODEL_DIR");
await main(file, directory);
