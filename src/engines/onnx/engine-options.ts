import type { Provider } from "../../onnx/provider.ts";

/** How the engines of this folder are run. */
export interface EngineOptions {
  readonly threads: number;
  /** Without a sign of work for this long while there is work, a process is ended. */
  readonly stallMs: number;
  /** Where models compute; the processor does it where that fails, with a warning. */
  readonly provider: Provider;
  /** The most memory one process may take, in megabytes; as much as there is when left out. Held on Linux alone. */
  readonly memoryMb?: number | undefined;
  /** Windows recognised together, where the model can; by the provider when left out. */
  readonly batchWindows?: number | undefined;
}
