import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wordErrors } from "../../src/benchmark/word-errors.ts";
import { wavFile } from "../../src/domain/wav.ts";
import {
  openTranscriber,
  readConfig,
  type TranscribeOptions,
  type Transcriber,
  type Transcript,
} from "../../src/index.ts";
import { type JoinedClip, joinClips } from "../support/joined-clips.ts";
import { openWorkplace, type RunningService, type Workplace } from "../support/running-service.ts";
import { missing, speechFile, windowOf } from "../support/speech.ts";

// What can be asked of a transcription beside its language: in the library, and the same through the service.

const skip = missing("SPEECH_DIR", "MODELS_MIRROR");
const MODEL = "onnx/whisper-base";

describe.skipIf(skip !== undefined)(`what is heard and how it is written${skip ? ` (skipped: ${skip})` : ""}`, () => {
  let folder: string;
  let workplace: Workplace;
  let service: RunningService;
  let library: Transcriber;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "scribewell-options-"));
    workplace = await openWorkplace();
    library = await openTranscriber({ config: readConfig(workplace.environment) });
    service = await workplace.start();
  });
  afterAll(async () => {
    await library.close();
    await workplace.clear();
    await rm(folder, { recursive: true });
  });

  async function keep(name: string, ...channels: readonly Float32Array[]): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, wavFile(...channels));
    return path;
  }

  /** By the library; the service must give the same. */
  async function transcribe(path: string, content: Uint8Array, options: TranscribeOptions): Promise<Transcript> {
    const transcript = await library.transcribe(path, { model: MODEL, ...options }).transcript();
    const asked = Object.entries({ model: MODEL, wait: 120, ...options }).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const response = await fetch(`${service.url}/api/v1/transcribe?${new URLSearchParams(asked)}`, {
      method: "POST",
      headers: { "content-type": "audio/wav" },
      body: new Uint8Array(content),
    });
    const { transcript: served, detail }: { transcript: Transcript; detail?: string } = JSON.parse(
      await response.text(),
    );
    expect(response.status, detail).toBe(200);
    expect(served.segments.map(gist)).toEqual(transcript.segments.map(gist));
    expect(served).toMatchObject({ language: transcript.language, warnings: transcript.warnings });
    expect(served.vocabulary).toEqual(transcript.vocabulary);
    expect(served.coverage.map(({ kind, channel }) => [kind, channel])).toEqual(
      transcript.coverage.map(({ kind, channel }) => [kind, channel]),
    );
    return transcript;
  }

  it("tells the language of every utterance where it changes", { timeout: 300_000 }, async () => {
    const { samples, clips } = await joinClips("fleurs", ["en", "de", "fr", "es"], 3);
    const path = await keep("languages.wav", samples);
    const transcript = await transcribe(path, wavFile(samples), {});
    expect(shareInRightLanguage(transcript, clips)).toBeGreaterThanOrEqual(0.95);
    const among = await transcribe(path, wavFile(samples), { languages: ["de", "en", "es", "fr"] });
    expect(shareInRightLanguage(among, clips)).toBeGreaterThanOrEqual(0.95);
  });

  it("hears two channels each on its own", { timeout: 120_000 }, async () => {
    const [english, german] = await Promise.all(["en", "de"].map((language) => joinClips("fleurs", [language], 2)));
    const length = Math.max(english?.samples.length ?? 0, german?.samples.length ?? 0);
    const channels = [english, german].map((joined) => padded(joined?.samples, length));
    const path = await keep("stereo.wav", ...channels);
    const { segments, coverage, seconds } = await transcribe(path, wavFile(...channels), { channels: "apart" });
    for (const [channel, joined] of [english, german].entries()) {
      const own = segments.filter((segment) => segment.channel === channel);
      expect(new Set(own.map(({ language }) => language))).toEqual(new Set([joined?.clips[0]?.language]));
      const known = joined?.clips.map(({ text }) => text).join(" ") ?? "";
      const heard = wordErrors(known, own.map(({ text }) => text).join(" "), joined?.clips[0]?.language ?? "");
      expect(heard.errors / heard.words).toBeLessThan(0.4);
      const entries = coverage.filter((entry) => entry.channel === channel);
      expect([entries[0]?.start, entries.at(-1)?.end]).toEqual([0, seconds]);
    }
    expect(segments.map(({ start }) => start)).toEqual(segments.map(({ start }) => start).sort((a, b) => a - b));
  });

  it("hears a stretch of a recording alone, and tells its times in the whole", { timeout: 60_000 }, async () => {
    const { samples } = await windowOf(speechFile("misc", "jfk.wav"));
    const path = await keep("range.wav", samples);
    const { segments, coverage, seconds } = await transcribe(path, wavFile(samples), {
      language: "en",
      fromSeconds: 7.5,
      toSeconds: 10.9,
    });
    expect(segments.map(({ text }) => text).join(" ")).toMatch(/^ask what you can do for your country\W*$/i);
    expect(segments[0]?.start).toBeGreaterThan(7.5);
    expect(coverage[0]).toMatchObject({ kind: "left-out", start: 0, end: 7.5 });
    expect(seconds).toBeCloseTo(10.9, 3);
  });

  it("writes terms as they are spelt and tells how they were heard", { timeout: 60_000 }, async () => {
    const { samples } = await windowOf(speechFile("misc", "jfk.wav"));
    const path = await keep("terms.wav", samples);
    const vocabulary = ["my FELLOW Americans", "Zanzibar"];
    const { segments, vocabulary: report } = await transcribe(path, wavFile(samples), { language: "en", vocabulary });
    expect(segments.map(({ text }) => text).join(" ")).toContain("my FELLOW Americans");
    expect(report).toEqual([
      expect.objectContaining({ term: "my FELLOW Americans", times: 1 }),
      { term: "Zanzibar", times: 0, corrected: 0, heardAs: [] },
    ]);
  });

  it("follows several texts at once", { timeout: 60_000 }, async () => {
    const { samples } = await windowOf(speechFile("misc", "jfk.wav"));
    const path = await keep("beam.wav", samples);
    const { segments, warnings } = await transcribe(path, wavFile(samples), { language: "en", beamSize: 3 });
    expect(segments.map(({ text }) => text).join(" ")).toMatch(/ask not what your country can do for you/i);
    expect(warnings).toEqual([]);
  });
});

const gist = ({ text, language, channel }: Transcript["segments"][number]) => ({ text, language, channel });

function padded(samples: Float32Array | undefined, length: number): Float32Array {
  const all = new Float32Array(length);
  all.set(samples ?? []);
  return all;
}

/** Of the seconds of all words, those in the language of the clip they lie in. */
function shareInRightLanguage({ segments }: Transcript, clips: readonly JoinedClip[]): number {
  let [right, all] = [0, 0];
  for (const clip of clips)
    for (const { language, words = [] } of segments)
      for (const word of words) {
        const seconds = Math.max(0, Math.min(word.end, clip.end) - Math.max(word.start, clip.start));
        all += seconds;
        if (language === clip.language) right += seconds;
      }
  return right / all;
}
