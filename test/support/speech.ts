import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Window } from "../../src/domain/window.ts";
import { ffmpegDecoder } from "../../src/media/ffmpeg-decoder.ts";

/** Directories that are not part of the repository, from the environment. */
export const { SPEECH_DIR, MODELS_MIRROR } = process.env;

/** Why a suite that needs what these variables name cannot run here; undefined where it can. */
export function missing(...names: string[]): string | undefined {
  const given = process.env;
  const absent = names.filter((name) => given[name] === undefined || !existsSync(given[name]));
  return absent.length === 0 ? undefined : `${absent.join(" and ")} is not set`;
}

/** A recording of the speech directory. */
export const speechFile = (...parts: string[]): string => join(SPEECH_DIR ?? "", ...parts);

/** A whole short recording as one window. */
export async function windowOf(path: string): Promise<Window> {
  const chunks: Float32Array[] = [];
  const decoder = ffmpegDecoder({ maxHours: 1 });
  for await (const event of decoder.decode(path, { channels: "mixed" }, new AbortController().signal)) {
    if (event.type === "samples" && event.channels[0]) chunks.push(event.channels[0]);
  }
  const samples = Float32Array.from(chunks.flatMap((chunk) => [...chunk]));
  const seconds = samples.length / 16_000;
  return { index: 0, samples, parts: [{ offset: 0, start: 0, seconds }], speech: [{ start: 0, end: seconds }] };
}

/** What a process keeps in the system's folder for temporary files: its id is part of the name. By default this process. */
export async function ownTemporaryFiles(pid = process.pid): Promise<string[]> {
  const names = await readdir(tmpdir());
  return names.filter((name) => name.startsWith("scribewell-") && name.includes(`-${pid}-`));
}
