import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { lastLine } from "../../src/benchmark/speed/last-line.ts";
import { processFamily } from "../../src/benchmark/speed/process-family.ts";
import { residentMemory } from "../../src/processes/resident-memory.ts";

const MEASURE = fileURLToPath(new URL("./measure.mjs", import.meta.url));

/** What one process made of the recording. */
export interface Run {
  /** From the start of Node to the text. */
  readonly coldSeconds: number;
  /** The same recording again in the same process. */
  readonly warmSeconds: number;
  readonly text: string;
  /** Of all its processes together at the worst moment; pages that they share count more than once. */
  readonly peakBytes: number;
}

export interface Candidate {
  readonly candidate: string;
  /** Where its package is installed. */
  readonly packages: string;
  readonly models: string;
  readonly recording: string;
}

/** Runs one candidate to its end, from its own directory and with nothing of this project's environment. */
export async function runCandidate({ candidate, packages, models, recording }: Candidate): Promise<Run> {
  const child = spawn(process.execPath, [MEASURE, candidate, packages, models, recording], {
    cwd: packages,
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let peakBytes = 0;
  const look = async () => {
    const family = await processFamily(child.pid ?? 0);
    peakBytes = Math.max(peakBytes, await residentMemory(family.map(({ pid }) => pid)));
  };
  const timer = setInterval(look, 200);
  const written = await text(child.stdout).finally(() => clearInterval(timer));
  if (!lastLine(written).startsWith("{")) throw new Error(`${candidate} gave no text: is it installed in ${packages}?`);
  const measured: Omit<Run, "peakBytes"> = JSON.parse(lastLine(written)); // written by measure.mjs
  return { ...measured, peakBytes };
}
