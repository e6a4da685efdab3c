import { access, constants } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { Failure } from "../../domain/failure.ts";
import { childEnvironment } from "../../processes/child-environment.ts";

/** Where a Python with mlx-whisper may be. */
export interface PythonPlaces {
  /** The program, where the settings name it: then nowhere else is looked. */
  readonly python?: string | undefined;
  /** Where `scribewell engines install` keeps what it makes. */
  readonly enginesDir: string;
}

/** What brings mlx-whisper here. */
export const INSTALL = "scribewell engines install mlx";

/** The environment of our own. */
export const venvIn = (enginesDir: string): string => join(enginesDir, "mlx", "venv");

/** Its Python. */
export const pythonIn = (venv: string): string => join(venv, "bin", "python");

/** Written last, and holds what was installed: without it an environment is half made. */
export const markerIn = (venv: string): string => join(venv, "scribewell-installed");

/**
 * Finds the Python to run: as the settings say, else the one installed here, else, on Apple silicon, the one on the PATH.
 * Whether it has mlx-whisper shows when it runs.
 * @throws {Failure} `engine-unavailable`, saying how to get one
 */
export async function findPython({ python, enginesDir }: PythonPlaces): Promise<string> {
  if (python !== undefined) {
    const named = python.includes("/") ? await programAt(python) : await programOnPath(python);
    if (named !== undefined) return named;
    throw new Failure(
      "engine-unavailable",
      `MLX_PYTHON names no program that can be run: set it to a Python that has mlx-whisper, or leave it unset and run: ${INSTALL}`,
    );
  }
  const venv = venvIn(enginesDir);
  const isWhole = await access(markerIn(venv)).then(
    () => true,
    () => false,
  );
  const installed = isWhole ? await programAt(pythonIn(venv)) : undefined;
  // Elsewhere nobody has mlx-whisper by accident, and starting any Python to find that out would cost seconds.
  const isApple = process.platform === "darwin" && process.arch === "arm64";
  const found = installed ?? (isApple ? await programOnPath("python3") : undefined);
  if (found !== undefined) return found;
  throw new Failure("engine-unavailable", `mlx-whisper is not on this machine. Install it with: ${INSTALL}`);
}

/** A program by its name; undefined where there is none. */
export async function programOnPath(name: string): Promise<string | undefined> {
  for (const folder of (childEnvironment().PATH ?? "").split(delimiter)) {
    // A relative entry would let whoever wrote the working directory choose the program.
    const found = isAbsolute(folder) ? await programAt(join(folder, name)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

async function programAt(path: string): Promise<string | undefined> {
  return access(path, constants.X_OK).then(
    () => path,
    () => undefined,
  );
}
