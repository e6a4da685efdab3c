import { runStep } from "../../host/run-step.ts";

/** What a build computes on, beside the processor with all it can do. */
export interface Backend {
  readonly name: string;
  readonly flag: string;
}

interface Candidate extends Backend {
  /** Commands that all succeed where the backend can be built and used. */
  readonly proofs: readonly (readonly [string, ...string[]])[];
}

/** Metal and Accelerate are on by themselves on a Mac. */
const CANDIDATES: readonly Candidate[] = [
  {
    name: "CUDA",
    flag: "-DGGML_CUDA=ON",
    proofs: [
      ["nvcc", "--version"],
      ["nvidia-smi", "-L"],
    ],
  },
  {
    name: "Vulkan",
    flag: "-DGGML_VULKAN=ON",
    proofs: [
      ["glslc", "--version"],
      ["pkg-config", "--exists", "vulkan"],
      ["vulkaninfo", "--summary"],
    ],
  },
  {
    name: "OpenBLAS",
    flag: "-DGGML_BLAS=ON -DGGML_BLAS_VENDOR=OpenBLAS",
    proofs: [["pkg-config", "--exists", "openblas"]],
  },
];

/** Finds out by use which backends a build on this machine can have. */
export async function detectBackends(signal: AbortSignal): Promise<Backend[]> {
  const found = await Promise.all(CANDIDATES.map(async (each) => ((await isProven(each, signal)) ? [each] : [])));
  return found.flat();
}

async function isProven({ proofs }: Candidate, signal: AbortSignal): Promise<boolean> {
  for (const [command, ...args] of proofs) {
    const failed = await runStep({ command, args, remedy: "", signal }).then(
      () => false,
      () => true,
    );
    signal.throwIfAborted();
    if (failed) return false;
  }
  return true;
}
