import { Failure } from "../../domain/failure.ts";
import type { EngineReport } from "../../ports/engine.ts";
import { watchWork } from "../host/program-watch.ts";
import type { Ready } from "./answers.ts";
import { findPython, INSTALL, type PythonPlaces } from "./find-python.ts";
import { startWorker } from "./worker.ts";

/** Without a sign of work; the first time after an installation everything is compiled. */
const STALL_MS = 30_000;

const OWN_PYTHON = "set MLX_PYTHON to a Python with mlx-whisper, or leave it out";

/** Whether MLX can run here: it has to load, in a worker of its own. */
export async function detectMlx(places: PythonPlaces): Promise<EngineReport> {
  try {
    const { mlx, mlxWhisper, metal } = await probe(await findPython(places));
    const where = metal ? "on Metal" : "without Metal: it computes on the processor, slowly";
    return { engine: "mlx", state: "ready", detail: `mlx-whisper ${mlxWhisper}, MLX ${mlx}, ${where}` };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const detail = error.message.split("\n")[0] ?? "";
    return { engine: "mlx", state: "absent", detail, remedy: places.python === undefined ? INSTALL : OWN_PYTHON };
  }
}

/**
 * Has a Python load MLX.
 * @throws {Failure} `engine-unavailable` when it does not, `engine-lost` when it crashes or hangs
 */
export async function probe(python: string): Promise<Ready> {
  const name = "mlx";
  const { program, ready } = await startWorker({ python, name, directory: null, threads: 1 });
  try {
    return await watchWork(program, { name, stallMs: STALL_MS }, ready);
  } finally {
    await program.kill();
  }
}
