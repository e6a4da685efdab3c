import { access } from "node:fs/promises";

/** Where Debian and Ubuntu put OpenBLAS (package libopenblas0-pthread). */
const OPENBLAS: Readonly<Record<string, string>> = {
  x64: "/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0",
  arm64: "/usr/lib/aarch64-linux-gnu/openblas-pthread/libopenblas.so.0",
};

/**
 * What the worker's libraries are told beside the bare environment.
 *
 * On Linux, MLX comes with the reference BLAS, which takes ten times as long as a real one with one thread. It calls it by
 * its usual names, so a BLAS that is loaded before it takes its place.
 */
export async function workerEnvironment(threads: number): Promise<Record<string, string>> {
  // For the search of the best path through the attention, which is too small to share.
  const usual = { NUMBA_NUM_THREADS: "1" };
  const blas = process.platform === "linux" ? OPENBLAS[process.arch] : undefined;
  if (blas === undefined || !(await isThere(blas))) return usual;
  return { ...usual, LD_PRELOAD: blas, OPENBLAS_NUM_THREADS: String(threads) };
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
