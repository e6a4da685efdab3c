import type { InstalledModel } from "./ports/model-store.ts";

/** Opens one thing for each model, once, and closes them all. */
export interface Opener<Opened> {
  open(model: InstalledModel): Promise<Opened>;
  close(): Promise<void>;
}

/** A model that could not be opened is tried again the next time it is asked for. */
export function opener<Opened extends { close(): Promise<void> }>(
  openOne: (model: InstalledModel) => Promise<Opened>,
): Opener<Opened> {
  const opened = new Map<string, Promise<Opened>>();
  let closed = false;
  return {
    async open(model) {
      // A process started now would have nobody to end it.
      if (closed) throw new Error("The transcriber has been closed");
      const open = opened.get(model.name) ?? openOne(model);
      opened.set(model.name, open);
      open.catch(() => opened.delete(model.name));
      return open;
    },
    async close() {
      closed = true;
      const all = await Promise.allSettled(opened.values());
      opened.clear();
      await Promise.all(all.map((result) => (result.status === "fulfilled" ? result.value.close() : undefined)));
    },
  };
}
