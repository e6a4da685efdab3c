import { readFile } from "node:fs/promises";
import { SAMPLE_RATE } from "../../src/domain/audio.ts";
import { speechFile, windowOf } from "./speech.ts";

/** A clip of the speech directory with where it lies in a recording that was joined from several. */
export interface JoinedClip {
  readonly language: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface JoinedClips {
  readonly samples: Float32Array;
  readonly clips: readonly JoinedClip[];
}

const PAUSE_SECONDS = 0.6;

/** Joins the first so many clips of a set in each of these languages, language after language. */
export async function joinClips(set: string, languages: readonly string[], each: number): Promise<JoinedClips> {
  const lines = (await readFile(speechFile("refs.jsonl"), "utf8")).trim().split("\n");
  const all = lines.map((line) => JSON.parse(line) as { path: string; lang: string; set: string; text: string });
  const chosen = languages.flatMap((language) =>
    all.filter((clip) => clip.set === set && clip.lang === language).slice(0, each),
  );
  const sounds = await Promise.all(chosen.map(async ({ path }) => (await windowOf(speechFile(path))).samples));
  const pause = PAUSE_SECONDS * SAMPLE_RATE;
  const samples = new Float32Array(sounds.reduce((sum, { length }) => sum + length + pause, 0));
  let at = 0;
  const clips = chosen.map(({ lang, text }, index) => {
    const sound = sounds[index] ?? new Float32Array(0);
    samples.set(sound, at);
    const clip = { language: lang, text, start: at / SAMPLE_RATE, end: (at + sound.length) / SAMPLE_RATE };
    at += sound.length + pause;
    return clip;
  });
  return { samples, clips };
}
