import { finished, PassThrough, type Readable } from "node:stream";
import type { Ending } from "../../ports/blob-store.ts";
import { endingWith } from "../ending.ts";

/**
 * A store's answer as a stream that breaks with errors callers know. Destroying it ends the request.
 * @param translate says in our words what went wrong
 * @param ending breaks it off with an `AbortError`
 */
export function told(body: Readable, translate: (error: unknown) => unknown, ending: Ending = {}): Readable {
  const out = new PassThrough();
  finished(body, { writable: false }, (error) => {
    const failure = error && translate(error);
    if (failure) out.destroy(failure instanceof Error ? failure : new Error("The answer broke off", { cause: error }));
  });
  out.once("close", () => body.destroy());
  return endingWith(body.pipe(out), ending);
}
