import type { Locker } from "@tus/server";
import type { UploadDesk } from "./upload-desk.ts";

/** Locks as the library wants them, for one request. */
export const tusLocker = ({ asked, progress, take, held }: UploadDesk): Locker => ({
  newLock: (id) => ({
    async lock() {
      // What is being begun nobody else knows of.
      if (asked.id === undefined) return;
      await progress(id);
      await take(id);
    },
    unlock: async () => held()?.end(),
  }),
});
