import type { InferenceSession } from "onnxruntime-node";

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

/** Opens a model file for the CPU. `threads` work inside one operator; operators run one after another. */
export async function openSession(runtime: Runtime, path: string, threads: number): Promise<InferenceSession> {
  return runtime.InferenceSession.create(path, {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
    // Errors only: the runtime's warnings speak of graph details nobody here can act on.
    logSeverityLevel: 3,
  });
}
