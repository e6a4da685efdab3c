import { finished, type Readable, Transform } from "node:stream";
import { Failure } from "../../../domain/failure.ts";

/** A body as it arrives. */
export interface Arriving {
  /** Ends with what has come, also where the body breaks off. */
  readonly content: Readable;
  /** @throws {Failure} `source-unreadable` where the body broke off */
  checkEnd(): void;
}

/**
 * Gives what comes of a body until `enough`: nothing of it is lost where the line breaks.
 * @param options.most more breaks `content` with `request-too-large`
 */
export function arriving(body: Readable, { most, enough }: { most: number; enough: AbortSignal }): Arriving {
  let left = most;
  let broken: Error | undefined;
  const content = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length;
      if (left < 0) done(tooMuch());
      else done(null, chunk);
    },
  });
  // Whoever reads it is told.
  content.on("error", () => {});
  const stop = () => {
    body.unpipe(content);
    content.end();
  };
  enough.addEventListener("abort", stop, { once: true });
  content.once("close", () => enough.removeEventListener("abort", stop));
  finished(body, { writable: false }, (error) => {
    if (!error) return;
    broken = error;
    stop();
  });
  body.pipe(content);
  if (enough.aborted) stop();
  return {
    content,
    checkEnd() {
      if (!broken) return;
      const detail = "The connection broke off. Ask for the offset (HEAD), and go on there.";
      throw broken instanceof Failure ? broken : new Failure("source-unreadable", detail, { cause: broken });
    },
  };
}

const tooMuch = () =>
  new Failure("request-too-large", "More has come than Upload-Length has said. Begin another upload with its length.");
