import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { wordErrors } from "./measure/word-errors.ts";

// How fast this product is beside others, in one sitting: every system once a round, the rounds one after another, so that a
// slow minute of the machine meets them all. Ratios are those of the same round; medians are given.
// usage: npm run bench:speed -- FILE.wav=TRUTH.json… --model NAME… [--peer "NAME=COMMAND"]… [--rounds 7] [--threads 2] [--json OUT]
//   COMMAND is run by the shell with {wav} and {out} replaced; it writes its text to {out} and prints as its last line JSON with
//   `seconds`, its own clock. Neither that nor ours counts the loading of the model; processor time counts all, and ours is
//   of two runs. TRUTH is a list of {text}.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: "string", multiple: true, default: [] },
    peer: { type: "string", multiple: true, default: [] },
    rounds: { type: "string", default: "7" },
    threads: { type: "string", default: "2" },
    json: { type: "string" },
  },
});

const RUNNER = new URL("./warm-run.ts", import.meta.url).pathname;

interface System {
  readonly name: string;
  command(wav: string, out: string): string;
}

interface Run {
  readonly system: string;
  readonly file: string;
  readonly round: number;
  /** By the system's own clock. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Of the largest of its processes. */
  readonly peakMegabytes: number;
  readonly errors: number;
  readonly words: number;
}

const ours = (model: string): System => ({
  name: `Scribewell, ${model}`,
  command: (wav, out) => `npx tsx ${RUNNER} ${wav} ${model} ${out}`,
});

function peerOf(text: string): System {
  const at = text.indexOf("=");
  const command = text.slice(at + 1);
  return { name: text.slice(0, at), command: (wav, out) => command.replace("{wav}", wav).replace("{out}", out) };
}

/** The largest resident memory of one process among a process and its descendants, in megabytes. */
function largestProcess(root: number): number {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid=,rss="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([root]);
  let largest = 0;
  for (const [pid = 0, parent = 0, kilobytes = 0] of rows) {
    if (pid !== root && !family.has(parent)) continue;
    family.add(pid);
    largest = Math.max(largest, kilobytes / 1024);
  }
  return largest;
}

async function time(command: string): Promise<{ seconds: number; cpuSeconds: number; peakMegabytes: number }> {
  const timed = `TIMEFORMAT="%R %U %S"; time { ${command}; }`;
  const env = { ...process.env, THREADS: values.threads };
  const child = spawn("bash", ["-c", timed], { env, stdio: ["ignore", "pipe", "pipe"] });
  let [said, clock] = ["", ""];
  child.stdout.on("data", (text) => {
    said += text;
  });
  child.stderr.on("data", (text) => {
    clock += text;
  });
  let peakMegabytes = 0;
  const timer = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, largestProcess(child.pid ?? 0));
  }, 250);
  const [code] = await once(child, "close");
  clearInterval(timer);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${clock}`);
  const [wall = 0, user = 0, system = 0] = (clock.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  const told = said.trim().split("\n").at(-1) ?? "";
  const { seconds = wall } = told.startsWith("{") ? (JSON.parse(told) as { seconds?: number }) : {};
  return { seconds, cpuSeconds: user + system, peakMegabytes };
}

async function run(system: System, pair: string, round: number, folder: string): Promise<Run> {
  const [wav = "", truth = ""] = pair.split("=");
  const out = join(folder, "out.txt");
  const measured = await time(system.command(wav, out));
  const known = (JSON.parse(await readFile(truth, "utf8")) as { text: string }[]).map(({ text }) => text).join(" ");
  const heard = wordErrors(known, await readFile(out, "utf8"), "en");
  return { system: system.name, file: wav, round, ...measured, ...heard };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function table(runs: readonly Run[], systems: readonly System[], file: string): string {
  const of = (name: string) => runs.filter((one) => one.file === file && one.system === name);
  const reference = of(systems[0]?.name ?? "");
  const lines = systems.map(({ name }) => {
    const own = of(name);
    const ratios = own.map((one, index) => one.seconds / (reference[index]?.seconds ?? Number.NaN));
    const cells = [
      `${median(own.map(({ seconds }) => seconds)).toFixed(1)} s`,
      `${median(own.map(({ cpuSeconds }) => cpuSeconds)).toFixed(1)} s`,
      `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
      `${((100 * median(own.map(({ errors }) => errors))) / (own[0]?.words ?? 1)).toFixed(2)} %`,
      `${Math.max(...own.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0)} MB`,
    ];
    return `| ${[name, ...cells].join(" | ")} |`;
  });
  return [
    `| ${file} | time | processor | × the first | words wrong | largest process |`,
    "|---|--:|--:|--:|--:|--:|",
    ...lines,
  ].join("\n");
}

async function main(): Promise<void> {
  const systems = [...values.model.map(ours), ...values.peer.map(peerOf)];
  const folder = await mkdtemp(join(tmpdir(), "scribewell-speed-"));
  const runs: Run[] = [];
  for (let round = 0; round < Number(values.rounds); round++)
    for (const pair of positionals)
      for (const system of systems) {
        const one = await run(system, pair, round, folder);
        runs.push(one);
        console.error(`round ${round + 1}: ${one.system}, ${one.seconds.toFixed(1)} s`);
      }
  for (const pair of positionals) console.log(`\n${table(runs, systems, pair.split("=")[0] ?? "")}`);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(runs, null, 1)}\n`);
  await rm(folder, { recursive: true });
}

await main();
