import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { openTranscriber, type Transcript } from "../src/index.ts";

// Kills or stops a child process of a running transcription at a random moment, one fault a run, and compares the text
// with that of an undisturbed run.
// usage: npm run bench:faults -- FILE [--kills 20] [--stops 5] [--model NAME] [--seed 1]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: "string", default: "20" },
    stops: { type: "string", default: "5" },
    model: { type: "string", default: "onnx/whisper-base" },
    seed: { type: "string", default: "1" },
  },
});

let state = Number(values.seed);
const random = () => {
  state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
  return state / 2 ** 31;
};

/** Node with a model in it, whisper.cpp's server, the worker of MLX. */
const ENGINES = /host-process|whisper-server|mlx\/worker\.py/;

/** Process ids of what holds models below this process. */
function hostPids(): number[] {
  const lines = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)], { encoding: "utf8" }).split(
    "\n",
  );
  return lines.filter((line) => ENGINES.test(line)).map((line) => Number.parseInt(line, 10));
}

async function run(file: string, disturb: (pids: number[]) => void, afterMs: number): Promise<Transcript> {
  await using transcriber = await openTranscriber();
  const tryToDisturb = () => {
    const pids = hostPids();
    if (pids.length > 0) disturb(pids);
    else timer = setTimeout(tryToDisturb, 20);
  };
  let timer = setTimeout(tryToDisturb, afterMs);
  try {
    return await transcriber.transcribe(file, { model: values.model }).transcript();
  } finally {
    clearTimeout(timer);
  }
}

const times = (signal: NodeJS.Signals, count: string) => Array.from({ length: Number(count) }, () => signal);

const contentOf = ({ segments, suppressed, coverage }: Transcript) =>
  JSON.stringify({ segments, suppressed, coverage });

async function main(file: string): Promise<void> {
  const begun = performance.now();
  const undisturbed = contentOf(await run(file, () => {}, 0));
  const lengthMs = performance.now() - begun;
  console.log(`undisturbed: ${(lengthMs / 1000).toFixed(1)} s`);
  let [same, hit] = [0, 0];
  const faults = [...times("SIGKILL", values.kills), ...times("SIGSTOP", values.stops)];
  for (const [index, signal] of faults.entries()) {
    const afterMs = Math.round(random() * lengthMs * 0.95);
    let victim: number | undefined;
    const again = performance.now();
    const transcript = await run(
      file,
      (pids) => {
        victim = pids[Math.floor(random() * pids.length)];
        if (victim) process.kill(victim, signal);
      },
      afterMs,
    );
    const isSame = contentOf(transcript) === undisturbed;
    same += isSame ? 1 : 0;
    hit += victim ? 1 : 0;
    const took = ((performance.now() - again) / 1000).toFixed(1);
    console.log(
      `${index + 1} ${signal} after ${afterMs} ms${victim ? "" : " (the run had ended)"}: ${isSame ? "same" : "DIFFERENT"}, ${took} s`,
    );
  }
  console.log(
    `${faults.length} runs, ${hit} hit a process, ${same} ended with the same transcript, ${hostPids().length} processes left`,
  );
  process.exitCode = same === faults.length && hit === faults.length ? 0 : 1;
}

const [file] = positionals;
if (file) await main(file);
else console.error("usage: npm run bench:faults -- FILE [--kills 20] [--stops 5]");
