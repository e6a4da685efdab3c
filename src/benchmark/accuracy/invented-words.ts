import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { wavFile } from "../../domain/wav.ts";
import type { Transcriber } from "../../index.ts";
import { makeNoise, type NoiseKind } from "../noise/make-noise.ts";
import { comparableWords } from "../normalise.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";
import { type CoverageSeconds, coverageSeconds } from "./coverage-seconds.ts";

/** What was made of sound in which nobody says anything. */
export interface NoiseOutcome {
  readonly kind: NoiseKind;
  readonly seconds: number;
  /** Invented, and passed off as speech. */
  readonly wordsKept: number;
  /** Invented, and taken out. */
  readonly wordsSuppressed: number;
  readonly coverage: CoverageSeconds;
}

/**
 * Transcribes so much noise of each kind, the language left to be detected as it would be for anybody's recording.
 * `onKind` is told of each kind before it begins.
 * @throws {Failure} of the first that fails; the signal's reason after an abort.
 */
export async function measureNoise({
  transcriber,
  kinds,
  secondsEach,
  seed,
  clips,
  model,
  onKind,
  signal,
}: {
  transcriber: Pick<Transcriber, "transcribe">;
  kinds: readonly NoiseKind[];
  secondsEach: number;
  seed: number;
  /** What babble is made of, 16 kHz. */
  clips: readonly Float32Array[];
  model: string | undefined;
  onKind: (kind: NoiseKind) => void;
  signal: AbortSignal;
}): Promise<NoiseOutcome[]> {
  return inTemporaryFolder(async (folder) => {
    const outcomes: NoiseOutcome[] = [];
    for (const kind of kinds) {
      onKind(kind);
      const path = join(folder, `${kind}.wav`);
      await writeFile(path, wavFile(makeNoise(kind, { seconds: secondsEach, seed, clips })));
      const options = { signal, ...(model !== undefined && { model }) };
      const { seconds, segments, suppressed, coverage, language } = await transcriber
        .transcribe(path, options)
        .transcript();
      const count = (texts: readonly { text: string }[]) =>
        texts.reduce((total, { text }) => total + comparableWords(text, language ?? "en").length, 0);
      outcomes.push({
        kind,
        seconds,
        wordsKept: count(segments),
        wordsSuppressed: count(suppressed),
        coverage: coverageSeconds(coverage, { start: 0, end: seconds }),
      });
    }
    return outcomes;
  });
}
