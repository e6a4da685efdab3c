import type { InferenceSession } from "onnxruntime-node";
import { type Provider, RUNTIME_NAMES } from "./provider.ts";

/** What the product uses of onnxruntime: imported where it is used, so that nothing native is loaded into the main process. */
export type Runtime = typeof import("onnxruntime-node");

/** @throws an Error that says how to mend it when the native library is absent or does not fit this machine. */
export async function loadRuntime(): Promise<Runtime> {
  // Since 1.30 the native library keeps a device id and sends usage to its maker, unless told not to before it is loaded.
  // biome-ignore lint/style/noProcessEnv: it reads the environment and nothing else
  process.env.ORT_DISABLE_TELEMETRY = "1";
  try {
    return await import("onnxruntime-node");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new Error(`onnxruntime-node does not load here (${why}); run: npm install onnxruntime-node`, { cause });
  }
}

/** Where a session computes, and who watches. */
export interface SessionPlace {
  /** Work inside one operator on the processor; operators run one after another. */
  readonly threads: number;
  /** `cpu` when left out. The processor stands behind any other, for the operations that one does not know. */
  readonly provider?: Provider;
  /** Beginning of the path of a profile that is written until `endProfiling`; none when left out. */
  readonly profile?: string;
}

/**
 * Opens a model: the path of a file, or its bytes.
 * @throws an Error where the provider is not part of this runtime. That it computes there is not proven by this:
 * see `openSessions`
 */
export async function openSession(
  runtime: Runtime,
  model: string | Uint8Array,
  { threads, provider = "cpu", profile }: SessionPlace,
): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: provider === "cpu" ? ["cpu"] : [providerOption(runtime, provider), "cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
    // Errors only: the runtime's warnings speak of graph details nobody here can act on.
    logSeverityLevel: 3,
    ...(profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: profile }),
  };
  return typeof model === "string"
    ? runtime.InferenceSession.create(model, options)
    : runtime.InferenceSession.create(model, options);
}

/** The runtime drops a provider it does not know and says so nowhere but on standard error. */
function providerOption({ listSupportedBackends }: Runtime, provider: Exclude<Provider, "cpu">): string {
  const { option } = RUNTIME_NAMES[provider];
  if (listSupportedBackends().some(({ name }) => name === option)) return option;
  throw new Error(`onnxruntime comes without it for ${process.platform} ${process.arch}`);
}
