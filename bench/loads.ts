import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { composeRecognition } from "../src/compose/recognition.ts";
import { readConfig } from "../src/config.ts";
import type { Window } from "../src/domain/window.ts";
import { cutRecording } from "../src/pipeline/cutting/cut-recording.ts";
import { DETECTOR } from "../src/pipeline/cutting/detector.ts";
import type { Engine } from "../src/ports/engine.ts";

// What it costs to have a model at hand: loading it from the disk, from the page cache, a first window with and without
// loading ahead, and the memory before, while loaded and after it was unloaded. Dropping the page cache takes root.
// usage: npm run bench:loads -- FILE MODEL [MODEL...] [--times 3]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: "string", default: "3" } },
});
const never = new AbortController().signal;
const { decoder, models, openEngines, openDetector } = composeRecognition(readConfig(process.env));

async function firstWindow(path: string): Promise<Window> {
  const detector = openDetector(await models.require(DETECTOR, { signal: never }));
  const abilities = { windowSeconds: 29.9, words: true };
  try {
    const options = { path, pieceWindows: 1, onWarning: () => {} };
    for await (const event of cutRecording({ decoder, detector, abilities }, options, never))
      if (event.type === "piece" && event.piece.windows[0]) return event.piece.windows[0];
    throw new Error("no speech in the file");
  } finally {
    await detector.close();
  }
}

/** Megabytes that these processes hold. */
function heldBy(pids: readonly number[]): number {
  if (pids.length === 0) return 0;
  const lines = execFileSync("ps", ["-o", "rss=", "-p", pids.join(",")], { encoding: "utf8" });
  return lines.split("\n").reduce((sum, line) => sum + Number(line) / 1024, 0);
}

const heldBelow = () => heldBy(childrenOf(process.pid));

/** All processes below one, without the `ps` that looks. */
function childrenOf(parent: number): number[] {
  const lines = execFileSync("ps", ["-e", "-o", "pid=,ppid=,comm="], { encoding: "utf8" }).trim().split("\n");
  const rows = lines.map((line) => line.trim().split(/\s+/)).filter(([, , name]) => name !== "ps");
  const below = (of: number): number[] =>
    rows.filter(([, ppid]) => Number(ppid) === of).flatMap(([pid]) => [Number(pid), ...below(Number(pid))]);
  return below(parent);
}

function dropPageCache(): void {
  execFileSync("sync");
  writeFileSync("/proc/sys/vm/drop_caches", "3");
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

const hear = (engine: Engine, window: Window) => async () => {
  for await (const _event of engine.recognise([window], { language: "en", task: "transcribe" }, never));
};

const median = (figures: readonly number[]) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

async function measure(name: string, window: Window): Promise<string> {
  const engines = openEngines();
  const engine = await engines.open(await models.require(name, { signal: never }));
  const runs = { cold: [0], cached: [0], ahead: [0], unready: [0], before: [0], loaded: [0], worked: [0], after: [0] };
  for (const figures of Object.values(runs)) figures.length = 0;
  for (let time = 0; time < Number(values.times); time++) {
    runs.before.push(heldBelow());
    dropPageCache();
    runs.cold.push(await seconds(() => engine.load()));
    await engine.unload();
    runs.cached.push(await seconds(() => engine.load()));
    runs.loaded.push(heldBelow());
    runs.ahead.push(await seconds(hear(engine, window)));
    runs.worked.push(heldBelow());
    await engine.unload();
    runs.after.push(heldBelow());
    runs.unready.push(await seconds(hear(engine, window)));
    await engine.unload();
  }
  await engines.close();
  const { cold, cached, ahead, unready, before, loaded, worked, after } = runs;
  const cells = [
    ...[cold, cached, unready, ahead].map((figures) => `${median(figures).toFixed(2)} s`),
    ...[before, loaded, worked, after].map((figures) => `${median(figures).toFixed(0)} MB`),
  ];
  return `| ${name} | ${cells.join(" | ")} |`;
}

async function main([file, ...names]: readonly string[]): Promise<void> {
  if (file === undefined || names.length === 0) throw new Error("usage: npm run bench:loads -- FILE MODEL [MODEL...]");
  const window = await firstWindow(file);
  console.log(`Medians of ${values.times}; a window of ${(window.samples.length / 16_000).toFixed(1)} s.`);
  console.log(
    "| model | load, cold | load, page cache | first window, not loaded | first window, preloaded | before | loaded | after a window | unloaded |",
  );
  console.log("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
  for (const name of names) console.log(await measure(name, window));
}

await main(positionals);
