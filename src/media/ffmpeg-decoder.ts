import type { DecodeEvent, MediaDecoder } from "../ports/media.ts";
import { decode } from "./decode.ts";
import { type Ffmpeg, findFfmpeg } from "./find-ffmpeg.ts";
import { firstLook } from "./first-look.ts";
import { probe } from "./probe.ts";

/** Longer than any honest file keeps a decoder busy between two seconds of sound, on a slow disk too. */
const STALL_MS = 30_000;

/**
 * Reads whatever ffmpeg reads, with the one at `ffmpegPath`, the one on PATH, or the optional package `@ffmpeg/core`.
 * ffmpeg is looked for at the first use; a search that failed is repeated at the next.
 * Recordings longer than `maxHours` are refused once that much was decoded.
 */
export function ffmpegDecoder({
  ffmpegPath,
  maxHours,
}: {
  ffmpegPath?: string | undefined;
  maxHours: number;
}): MediaDecoder {
  let found: Promise<Ffmpeg> | undefined;

  function ffmpeg(): Promise<Ffmpeg> {
    found ??= findFfmpeg({ ffmpegPath }).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  }

  async function* events(path: string, channels: "mixed" | "apart", signal: AbortSignal): AsyncGenerator<DecodeEvent> {
    signal.throwIfAborted();
    const limits = { signal, stallMs: STALL_MS };
    const { bytes } = await firstLook(path);
    const facts = await probe(await ffmpeg(), path, limits);
    yield* decode(await ffmpeg(), path, { ...limits, channels, facts, fileBytes: bytes, maxHours });
  }

  return {
    describe: async () => (await ffmpeg()).description,
    async probe(path, signal) {
      signal.throwIfAborted();
      await firstLook(path);
      return probe(await ffmpeg(), path, { signal, stallMs: STALL_MS });
    },
    decode: (path, { channels }, signal) => events(path, channels, signal),
  };
}
