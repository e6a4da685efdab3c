import { totalmem } from "node:os";
import type { Config } from "../config.ts";
import type { Surroundings } from "../pipeline/rank-models.ts";
import type { EngineReport } from "../ports/engine.ts";
import { engineReports } from "./installs.ts";

/** What was found out holds for so long: an engine that is installed meanwhile is noticed without a restart. */
const HOLDS_MS = 60_000;

/** By measured speed on a processor. MLX is for Apple's graphics processors, and slow anywhere else. */
const BEST_FIRST = ["onnx", "whispercpp", "sherpa"];

/** The rest is for the system, the service and the decoder. */
const MOST_OF_IT = 0.8;

/** Of the machine, or of the container this runs in. */
function memoryHere(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/** Looks which engines run here, and looks again after a while. */
export function engineScout(config: Config): () => Promise<readonly EngineReport[]> {
  const { signal } = new AbortController();
  let known: { readonly at: number; readonly reports: Promise<readonly EngineReport[]> } | undefined;
  return () => {
    if (known === undefined || Date.now() - known.at > HOLDS_MS)
      known = { at: Date.now(), reports: engineReports(config, signal) };
    return known.reports;
  };
}

/** What a choice of models depends on: the engines that run here, best first, and the memory there is. */
export async function surroundingsOf(config: Config, reports: readonly EngineReport[]): Promise<Surroundings> {
  const runs = (engine: string) => reports.some((report) => report.engine === engine && report.state === "ready");
  const hasMetal = process.platform === "darwin" && process.arch === "arm64" && runs("mlx");
  const engines = [...(hasMetal ? ["mlx"] : []), ...BEST_FIRST.filter(runs)];
  const limit = config.MODELS_MEMORY_MB;
  return {
    engines,
    accelerated: [...(hasMetal ? ["mlx"] : []), ...(config.EXECUTION_PROVIDER === "cpu" ? [] : ["onnx"])],
    // Not what is free at the moment: the same recording would have another model an hour later.
    roomBytes: limit === undefined ? MOST_OF_IT * memoryHere() : limit * 1e6,
  };
}
