import type { GsAccess } from "./access.ts";

/** Google joins no more in one request. */
const MOST = 32;

/**
 * Joins objects within the bucket into one, without reading them. What is joined on the way has names of its own, so that
 * each request may be done twice; nothing of it is left.
 * @throws {Failure} `blob-not-found`, `storage-unavailable`
 */
export async function joinObjects(
  { kmsKey, use }: GsAccess,
  { from, to }: { readonly from: readonly string[]; readonly to: string },
): Promise<void> {
  const encrypted = { ...(kmsKey !== undefined && { kmsKeyName: kmsKey }) };
  const made: string[] = [];
  const join = async (keys: readonly string[], target: string) => {
    await use((bucket) => {
      const sources = keys.map((key) => bucket.file(key));
      return bucket.combine(sources, bucket.file(target, encrypted), encrypted);
    });
  };
  try {
    let left = from;
    while (left.length > MOST) {
      const next = `${to}-${made.length + 1}`;
      await join(left.slice(0, MOST), next);
      made.push(next);
      left = [next, ...left.slice(MOST)];
    }
    await join(left, to);
  } finally {
    // What cannot be removed while the store is away is removed by the sweep.
    for (const key of made) await use((bucket) => bucket.file(key).delete({ ignoreNotFound: true })).catch(() => {});
  }
}
