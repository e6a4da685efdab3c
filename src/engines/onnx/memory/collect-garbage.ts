import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Gives back the memory of tensors that nobody holds any more. V8 waits for its own needs, and knows of no others. */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void; // the flag puts it there
  collect();
}
