import type { Locker } from "@tus/server";
import type { TusContext } from "./tus-context.ts";

/** Locks as the library wants them, for one request. */
export const tusLocker = ({ request, progress, acquire, currentLock }: TusContext): Locker => ({
  newLock: (id) => ({
    async lock() {
      // What is being begun nobody else knows of.
      if (request.id === undefined) return;
      await progress(id);
      await acquire(id);
    },
    unlock: async () => currentLock()?.end(),
  }),
});
