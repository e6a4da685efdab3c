import { Failure } from "../domain/failure.ts";
import type { Networks } from "../outgoing/networks.ts";
import type { OpenRecording, Recordings, Source } from "../ports/recordings.ts";
import { fetchUrl } from "./fetch-url.ts";
import { firstLook } from "./first-look.ts";
import { spool } from "./spool.ts";

export interface LocalRecordingsOptions {
  /** What comes by address or as bytes, and is larger, is refused. */
  readonly maxBytes: number;
  /** Where addresses may lead; `any` is for a person's own machine and never for a service. */
  readonly networks: Networks;
}

/** Recordings of this machine's disk as they lie there; what comes by address or as bytes goes to a temporary file. */
export function localRecordings({ maxBytes, networks }: LocalRecordingsOptions): Recordings {
  async function openPath(path: string): Promise<OpenRecording> {
    await firstLook(path);
    return { path, dispose: async () => {} };
  }

  return {
    async open(source: Source, signal: AbortSignal) {
      if (source instanceof URL) return fetchUrl(source.href, { maxBytes, networks, signal });
      if (typeof source === "string") {
        return isHttpAddress(source) ? fetchUrl(source, { maxBytes, networks, signal }) : openPath(source);
      }
      const file = await spool(source, { maxBytes, signal });
      if (file.bytes > 0) return file;
      await file.dispose();
      throw new Failure("media-empty", "The recording is empty (0 bytes). Send it again from where it came.");
    },
  };
}

const isHttpAddress = (source: string): boolean => /^https?:\/\//i.test(source);
