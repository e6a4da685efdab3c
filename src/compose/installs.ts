import type { Config } from "../config.ts";
import { Failure } from "../domain/failure.ts";
import { oneLine } from "../engines/host/one-line.ts";
import { detectMlx } from "../engines/mlx/detect-mlx.ts";
import { installMlx } from "../engines/mlx/install/install-mlx.ts";
import { detectSherpa } from "../engines/sherpa/detect-sherpa.ts";
import { detectWhisperCpp } from "../engines/whispercpp/find-server.ts";
import { installWhisperCpp } from "../engines/whispercpp/install/install-whispercpp.ts";
import { runtimeVersion } from "../onnx/runtime-version.ts";
import type { EngineReport } from "../ports/engine.ts";
import { lacksKey } from "./engines.ts";

type Detect = (config: Config, signal: AbortSignal) => Promise<EngineReport>;

/** In the order in which a person reads them. */
const DETECTORS: Readonly<Record<string, Detect>> = {
  onnx: detectOnnx,
  whispercpp: (config, signal) =>
    detectWhisperCpp({ bin: config.WHISPER_CPP_BIN, enginesDir: config.ENGINES_DIR }, signal),
  mlx: (config) => detectMlx({ python: config.MLX_PYTHON, enginesDir: config.ENGINES_DIR }),
  sherpa: () => detectSherpa(),
  openai: async (config) => reportRemote(config),
};

/** Which engines can run here, each found out by looking or by a short use. Nothing is sent anywhere. */
export function engineReports(config: Config, signal: AbortSignal): Promise<EngineReport[]> {
  return Promise.all(
    Object.entries(DETECTORS).map(([engine, detect]) =>
      detect(config, signal).catch((error: unknown): EngineReport => {
        signal.throwIfAborted();
        // What is wrong with one engine says nothing of the others.
        return {
          engine,
          state: "absent",
          detail: error instanceof Error ? oneLine(error.message) : "it does not start",
        };
      }),
    ),
  );
}

export interface InstallRequest {
  readonly engine: string;
  /** A directory with the engine's source, for an engine that is built. */
  readonly from?: string | undefined;
  /** The Python an engine's environment is made from, for an engine that has one. */
  readonly python?: string | undefined;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

interface Installer {
  /** What else its request may hold. */
  readonly takes: "from" | "python";
  install(request: InstallRequest, config: Config): Promise<string>;
}

const INSTALLERS: Readonly<Record<string, Installer>> = {
  whispercpp: {
    takes: "from",
    install: (request, config) => installWhisperCpp({ ...request, enginesDir: config.ENGINES_DIR }),
  },
  mlx: {
    takes: "python",
    async install(request, config) {
      const { mlxWhisper, metal } = await installMlx({ ...request, enginesDir: config.ENGINES_DIR });
      return `mlx-whisper ${mlxWhisper}, ${metal ? "on Metal" : "on the processor: without Metal it is slow"}`;
    },
  },
};

/** The engines that `installEngine` knows how to get. */
export const INSTALLABLE: readonly string[] = Object.keys(INSTALLERS);

/**
 * Gets an engine that does not come with the package.
 * @returns what is there now, in one line
 * @throws {Failure} `option-invalid` for an engine that is not installed this way, or not with this; those of the engine
 */
export async function installEngine(request: InstallRequest, config: Config): Promise<string> {
  const installer = INSTALLERS[request.engine];
  const foreign = (["from", "python"] as const).find(
    (name) => request[name] !== undefined && name !== installer?.takes,
  );
  if (installer && foreign)
    throw new Failure("option-invalid", `${request.engine} is not installed with --${foreign}.`);
  if (installer) return installer.install(request, config);
  throw new Failure(
    "option-invalid",
    `There is nothing to install for "${request.engine}". This installs ${INSTALLABLE.join(" and ")}.`,
  );
}

/** Nothing is sent, so nothing is known of whether it answers. */
function reportRemote(config: Config): EngineReport {
  const { REMOTE_ENGINES, OPENAI_BASE_URL } = config;
  const engine = "openai";
  const { host } = new URL(OPENAI_BASE_URL);
  if (REMOTE_ENGINES === "no")
    return { engine, state: "not-allowed", detail: "nothing is sent to a remote service (REMOTE_ENGINES=no)" };
  if (lacksKey(config)) return { engine, state: "absent", detail: "there is no key", remedy: "set OPENAI_API_KEY" };
  return { engine, state: "ready", detail: `${host}, not asked` };
}

async function detectOnnx(config: Config, signal: AbortSignal): Promise<EngineReport> {
  const engine = "onnx";
  try {
    const version = await runtimeVersion(signal);
    return { engine, state: "ready", detail: `onnxruntime ${version}, ${config.EXECUTION_PROVIDER}` };
  } catch (error) {
    signal.throwIfAborted();
    const detail = error instanceof Error ? error.message : String(error);
    return { engine, state: "absent", detail, remedy: "npm install onnxruntime-node" };
  }
}
