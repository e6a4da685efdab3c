/** How onnxruntime, its providers and V8 put it when they could not have the memory they wanted. */
const SIGNS =
  /bad_alloc|out of memory|OUTOFMEMORY|ALLOC_FAILED|failed to allocate|array buffer allocation failed|cannot allocate memory|smaller than requested bytes/i;

/** Whether an error, or the last words of a process, are about memory that could not be had. */
export function isShortOfMemory(said: unknown): boolean {
  return SIGNS.test(said instanceof Error ? said.message : String(said));
}
