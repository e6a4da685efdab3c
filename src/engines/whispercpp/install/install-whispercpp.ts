import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { runStep } from "../../host/run-step.ts";
import { builtServer } from "../find-server.ts";
import { detectBackends } from "./backends.ts";
import { assertSource, fetchSource } from "./source.ts";

export interface InstallOptions {
  readonly enginesDir: string;
  /** A directory with the source of whisper.cpp; without it the source comes from npm's registry. */
  readonly from?: string | undefined;
  /** What is being done, line by line. */
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

const PROGRAMS = ["whisper-server", "whisper-cli"];
const TOOLS =
  "It needs cmake and a C++ compiler (Debian: apt install cmake g++; macOS: xcode-select --install and brew install cmake).";
const CONFIGURE = [
  "-DCMAKE_BUILD_TYPE=Release",
  // All that this processor can do: a build of one machine runs there.
  "-DGGML_NATIVE=ON",
  // One file each, which can be moved to its place when it is proven.
  "-DBUILD_SHARED_LIBS=OFF",
  "-DWHISPER_BUILD_TESTS=OFF",
  "-DWHISPER_BUILD_EXAMPLES=ON",
  "-DWHISPER_BUILD_SERVER=ON",
];

/**
 * Builds whisper.cpp for this machine and puts it where the engine finds it. An earlier build stays until the new one has
 * proven that it starts; one that is cut off leaves nothing.
 * @returns the path of whisper-server
 * @throws {Failure} `engine-unavailable`, `model-corrupt`, `option-invalid`, each with what mends it
 */
export async function installWhisperCpp({ enginesDir, from, onLine, signal }: InstallOptions): Promise<string> {
  if (from !== undefined) await assertSource(resolve(from));
  await runStep({ command: "cmake", args: ["--version"], remedy: TOOLS, signal });
  await mkdir(enginesDir, { recursive: true });
  const workshop = await mkdtemp(join(enginesDir, ".whispercpp-"));
  try {
    const source = from === undefined ? await fetchSource(workshop, { onLine, signal }) : resolve(from);
    const built = await build(source, { workshop, onLine, signal });
    const product = join(workshop, "product");
    await mkdir(join(product, "bin"), { recursive: true });
    for (const program of PROGRAMS.map(withEnding))
      await cp(join(built, program), join(product, "bin", program), { errorOnExist: true });
    const server = builtServer(enginesDir);
    await runStep({
      command: join(product, "bin", basename(server)),
      args: ["--help"],
      remedy: "The build does not start here.",
      signal,
    });
    await cp(join(source, "LICENSE"), join(product, "LICENSE")).catch(() => {});
    await writeFile(join(product, "README"), "Built by: scribewell engines install whispercpp\n");
    const place = dirname(dirname(server));
    // The one before goes with the workshop.
    await rename(place, join(workshop, "before")).catch(() => {});
    await rename(product, place);
    return server;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

interface Build {
  readonly workshop: string;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

async function build(source: string, { workshop, onLine, signal }: Build): Promise<string> {
  const backends = await detectBackends(signal);
  const names = [...(process.platform === "darwin" ? ["Metal"] : []), ...backends.map(({ name }) => name)];
  onLine(`configuring for this processor${names.length > 0 ? `, with ${names.join(", ")}` : ""}`);
  const directory = join(workshop, "build");
  const flags = backends.flatMap(({ flag }) => flag.split(" "));
  const configure = ["-S", source, "-B", directory, ...CONFIGURE, ...flags];
  await runStep({ command: "cmake", args: configure, remedy: TOOLS, signal });
  const jobs = String(availableParallelism());
  await runStep({
    command: "cmake",
    args: ["--build", directory, "--config", "Release", "--parallel", jobs, "--target", ...PROGRAMS],
    remedy: TOOLS,
    onLine: onlyProgress(onLine),
    signal,
  });
  return join(directory, "bin", ...(process.platform === "win32" ? ["Release"] : []));
}

/** Of make's talk the share that is done, each tenth once. */
function onlyProgress(onLine: (line: string) => void): (line: string) => void {
  let told = -1;
  return (line) => {
    const percent = Number(/^\[ *(\d+)%\]/.exec(line)?.[1] ?? Number.NaN);
    const tenth = Math.floor(percent / 10);
    if (!(tenth > told)) return;
    told = tenth;
    onLine(`compiling ${tenth * 10} %`);
  };
}

const withEnding = (program: string): string => (process.platform === "win32" ? `${program}.exe` : program);
