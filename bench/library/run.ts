import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { markdownTable } from "../../src/benchmark/markdown-table.ts";
import { median } from "../../src/benchmark/quantile.ts";
import { lastLine } from "../../src/benchmark/speed/last-line.ts";
import { rate, wordErrors } from "../../src/benchmark/word-errors.ts";
import { type Run, runCandidate } from "./run-candidate.ts";

// The same recording through the package as npm installs it and through others, one after another in each round.
// usage: tsx bench/library/run.ts RECORDING.wav TEXT.json --packages DIR --models DIR [--rounds 3] [--slow NAME]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    packages: { type: "string", default: "." },
    models: { type: "string", default: process.env.MODELS_MIRROR ?? "." },
    rounds: { type: "string", default: "3" },
    /** Measured in the first round alone. */
    slow: { type: "string", multiple: true, default: [] },
  },
});
const [recording = "", textFile = ""] = positionals.map((path) => resolve(path));
const utterances = JSON.parse(await readFile(textFile, "utf8")) as { text: string }[]; // written by whoever runs this
const truth = utterances.map(({ text }) => text).join(" ");

const CANDIDATES = ["scribewell", "transformers", "whisper-node"];
const folderOf = (candidate: string) => resolve(values.packages, candidate);
const sourceOf = (candidate: string) => fileURLToPath(new URL(`candidates/${candidate}.mjs`, import.meta.url));

const runs = new Map<string, Run[]>(CANDIDATES.map((candidate) => [candidate, []]));
for (let round = 0; round < Number(values.rounds); round++) {
  for (const candidate of CANDIDATES) {
    if (round > 0 && values.slow.includes(candidate)) continue;
    const run = await runCandidate({ candidate, packages: folderOf(candidate), models: values.models, recording });
    runs.get(candidate)?.push(run);
    const load = loadavg()[0]?.toFixed(1);
    console.error(
      `${round + 1} ${candidate}: ${run.coldSeconds.toFixed(1)} s, ${run.warmSeconds.toFixed(1)} s, load ${load}`,
    );
  }
}

/** Lines a developer writes: neither empty nor a comment. */
async function linesOf(candidate: string): Promise<number> {
  const lines = (await readFile(sourceOf(candidate), "utf8")).split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("//")).length;
}

async function row(candidate: string): Promise<string[]> {
  const own = runs.get(candidate) ?? [];
  const errors = rate(wordErrors(truth, own[0]?.text ?? "", "en"));
  const megabytes = lastLine(
    execFileSync("du", ["-sm", join(folderOf(candidate), "node_modules")], { encoding: "utf8" }),
  );
  return [
    candidate,
    median(own.map(({ coldSeconds }) => coldSeconds)).toFixed(1),
    median(own.map(({ warmSeconds }) => warmSeconds)).toFixed(1),
    errors.toFixed(1),
    (Math.max(...own.map(({ peakBytes }) => peakBytes)) / 1e6).toFixed(0),
    String(await linesOf(candidate)),
    String(Number.parseInt(megabytes, 10)),
    String(own.length),
  ];
}

const head = ["package", "cold s", "warm s", "WER %", "peak MB", "lines", "node_modules MB", "runs"];
console.log(markdownTable([head, ...(await Promise.all(CANDIDATES.map(row)))]));
