import { z } from "zod";
import { runStep } from "../../host/run-step.ts";

const PythonFacts = z.object({
  /** `Linux`, `Darwin`, … */
  system: z.string(),
  /** Of the Python, which on a Mac may be made for the other processor. */
  machine: z.string(),
  major: z.int(),
  minor: z.int(),
  /** Whether it can make environments; Debian leaves that to a package of its own. */
  venv: z.boolean(),
  /** Version of the system's C library, empty where it is another one than glibc. */
  glibc: z.string(),
  /** Empty elsewhere. */
  macos: z.string(),
});

export type PythonFacts = z.output<typeof PythonFacts>;

const ASK = `
import importlib.util, json, platform, sys
libc, glibc = platform.libc_ver()
print(json.dumps({
    "system": platform.system(), "machine": platform.machine(), "major": sys.version_info[0], "minor": sys.version_info[1],
    "venv": all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")),
    "glibc": glibc if libc == "glibc" else "", "macos": platform.mac_ver()[0],
}))`;

/**
 * Asks a Python what it is.
 * @throws {Failure} `engine-unavailable` when it cannot be run
 */
export async function askPython(python: string, signal: AbortSignal): Promise<PythonFacts> {
  const remedy = "It has to be a Python that can be run.";
  return PythonFacts.parse(JSON.parse(await runStep({ command: python, args: ["-c", ASK], remedy, signal })));
}

/** The pinned packages have wheels for these. */
const OLDEST_MINOR = 11;
const NEWEST_MINOR = 14;
const OLDEST_MACOS = 14;
const OLDEST_GLIBC = 35;

/** Why mlx-whisper cannot be installed with this Python, and what mends it; undefined where it can. */
export function unfitness({ system, machine, major, minor, venv, glibc, macos }: PythonFacts): string | undefined {
  if (system === "Darwin" && machine !== "arm64")
    return `MLX runs on Apple silicon, and this Python is for ${machine}. On an Apple processor, give one made for arm64 with --python.`;
  if (system === "Darwin" && Number.parseInt(macos, 10) < OLDEST_MACOS)
    return `MLX needs macOS ${OLDEST_MACOS} or newer, and this is ${macos}.`;
  if (system !== "Darwin" && system !== "Linux") return `MLX runs on macOS and Linux, not on ${system}.`;
  if (system === "Linux" && !(Number(/^2\.(\d+)/.exec(glibc)?.[1]) >= OLDEST_GLIBC))
    return `MLX needs glibc 2.${OLDEST_GLIBC} or newer (Debian 12, Ubuntu 22.04), and this system has ${glibc || "another C library"}.`;
  if (major !== 3 || minor < OLDEST_MINOR || minor > NEWEST_MINOR)
    return `mlx-whisper is installed with Python 3.${OLDEST_MINOR} to 3.${NEWEST_MINOR}, and this is ${major}.${minor}. Give another one with --python.`;
  if (!venv) return "This Python cannot make environments. On Debian and Ubuntu run: apt install python3-venv";
  return undefined;
}
