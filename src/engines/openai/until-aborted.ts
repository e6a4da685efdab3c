/** Ends with the work, or at once with `signal.reason`: the SDK sleeps through an abort when it waits to ask again. */
export async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const left = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true, signal: left.signal });
  });
  return Promise.race([work, aborted]).finally(() => left.abort());
}
