import { createRequire } from "node:module";

/** What mends its absence. */
export const INSTALL = "npm install sherpa-onnx-node@1.13.8";

/** What a recogniser is made of: the part of sherpa-onnx's own settings that is used here. */
export interface NetworkConfig {
  readonly transducer?: { readonly encoder: string; readonly decoder: string; readonly joiner: string };
  readonly moonshine?: {
    readonly encoder: string;
    readonly preprocessor?: string;
    readonly uncachedDecoder?: string;
    readonly cachedDecoder?: string;
    readonly mergedDecoder?: string;
  };
  readonly senseVoice?: {
    readonly model: string;
    readonly language: string;
    readonly useInverseTextNormalization: number;
  };
  readonly canary?: {
    readonly encoder: string;
    readonly decoder: string;
    readonly srcLang: string;
    readonly tgtLang: string;
    readonly usePnc: number;
  };
  /** Where it is left out, sherpa-onnx loads the network once more to find out. */
  readonly modelType?: string;
}

export interface RecogniserConfig {
  readonly featConfig: { readonly sampleRate: number; readonly featureDim: number };
  readonly modelConfig: NetworkConfig & {
    readonly tokens: string;
    readonly numThreads: number;
    readonly provider: "cpu";
    readonly debug: 0;
  };
  readonly decodingMethod: "greedy_search";
}

/** What it answers. Lists are empty where the model does not tell. */
export interface SherpaResult {
  readonly text: string;
  /** `<|en|>`, where the model tells it. */
  readonly lang: string;
  readonly tokens: readonly string[];
  /** When each token begins, in seconds. */
  readonly timestamps: readonly number[];
  readonly durations: readonly number[];
  readonly ys_log_probs: readonly number[];
}

interface Stream {
  acceptWaveform(wave: { readonly sampleRate: number; readonly samples: Float32Array }): void;
}

export interface Recogniser {
  createStream(): Stream;
  /** Of Canary alone: in which language it hears and writes from now on. */
  setConfig(config: RecogniserConfig): void;
  /** Computes on another thread. */
  decodeAsync(stream: Stream): Promise<SherpaResult>;
}

interface Addon {
  readonly version: string;
  readonly OfflineRecognizer: { createAsync(config: RecogniserConfig): Promise<Recogniser> };
}

/** Whether the package is there; that it loads is not proven by this. */
export function isInstalled(): boolean {
  try {
    return createRequire(import.meta.url).resolve("sherpa-onnx-node") !== "";
  } catch {
    return false;
  }
}

/**
 * Loads the native library: only ever in a child process, since it brings an onnxruntime of its own.
 * @throws an Error that says how to mend it when it is absent or does not fit this machine
 */
export function loadSherpa(): Addon {
  if (!isInstalled()) throw new Error(`sherpa-onnx-node is not installed; run: ${INSTALL}`);
  try {
    // Required, not imported: the package may be absent, and has no types.
    return createRequire(import.meta.url)("sherpa-onnx-node") as Addon; // as its sources say
  } catch (cause) {
    throw new Error(`sherpa-onnx-node does not load on ${process.platform} ${process.arch}; run: ${INSTALL}`, {
      cause,
    });
  }
}
