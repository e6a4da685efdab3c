/**
 * What the work gives, or the signal's reason as soon as it is aborted: the work itself goes on.
 * @throws the signal's reason
 */
export async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  const left = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true, signal: left.signal });
  });
  // Of work that is left its end is nobody's any more.
  work.catch(() => {});
  return Promise.race([work, aborted]).finally(() => left.abort());
}
