import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { isMissing } from "../../domain/system-errors.ts";
import type { Open } from "./receive.ts";
import { SourceFault } from "./source-fault.ts";

/** Opens a file of this machine as if it came from afar: it is copied and verified like any other. */
export function openLocal(path: string): Open {
  return async ({ bytes, validator }, signal) => {
    try {
      const { size, mtimeMs } = await stat(path);
      const version = `${size}-${mtimeMs}`;
      const startsAt = validator === version ? bytes : 0;
      const body = createReadStream(path, { start: startsAt, highWaterMark: 1 << 20, signal });
      return { startsAt, totalBytes: size, validator: version, body: withFaults(body) };
    } catch (error) {
      throw faultOf(error);
    }
  };
}

async function* withFaults(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw faultOf(error);
  }
}

function faultOf(error: unknown): SourceFault {
  if (isMissing(error)) return new SourceFault("absent", "does not have it", { cause: error });
  const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return new SourceFault("refused", `cannot be read (${why})`, { cause: error });
}
