import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { openTranscriber, type Word } from "../src/index.ts";
import { comparableWords } from "./measure/normalise.ts";
import { pairWords } from "./measure/pair-words.ts";

// Error of word start times in seconds, against recordings whose times are known.
// usage: npm run bench:word-times -- WAV=TRUTH.json…   TRUTH is one object {w: [{b, t}]} (an aligner's words, "<sil>" between
// them) or a list [{start, end, text}] (utterances: then the first word of each is held against its start).

const Aligned = z.object({ w: z.array(z.object({ b: z.number(), t: z.string() })) });
const Utterances = z.array(z.object({ start: z.number(), end: z.number(), text: z.string() }));

interface Anchor {
  readonly word: string;
  /** Seconds; null for a word whose time is not known. */
  readonly start: number | null;
}

function anchorsOf(json: unknown): Anchor[] {
  const aligned = Aligned.safeParse(json);
  if (aligned.success) {
    const spoken = aligned.data.w.filter(({ t }) => !t.startsWith("<"));
    return spoken.map(({ b, t }) => ({ word: t.replace(/\(\d+\)$/, ""), start: b }));
  }
  return Utterances.parse(json).flatMap(({ start, text }) =>
    comparableWords(text, "en").map((word, index) => ({ word, start: index === 0 ? start : null })),
  );
}

async function startErrors(wav: string, truth: string): Promise<number[]> {
  const anchors = anchorsOf(JSON.parse(await readFile(truth, "utf8")));
  await using transcriber = await openTranscriber();
  const transcript = await transcriber.transcribe(wav, { model: "onnx/whisper-base", language: "en" }).transcript();
  const words = transcript.segments.flatMap((segment) => segment.words ?? []);
  check(words, transcript.seconds);
  const heard = words.flatMap(({ text, start }) => comparableWords(text, "en").map((word) => ({ word, start })));
  const pairs = pairWords(
    anchors.map(({ word }) => word),
    heard.map(({ word }) => word),
  );
  return pairs.flatMap(([a, h]) => {
    const known = anchors[a]?.start ?? null;
    return known === null ? [] : [(heard[h]?.start ?? 0) - known];
  });
}

function check(words: readonly Word[], seconds: number): void {
  let last = 0;
  for (const { start, end, text } of words) {
    if (start < last || end < start || end > seconds + 0.001)
      throw new Error(`"${text}" at ${start}–${end} is out of order`);
    last = start;
  }
}

const { positionals } = parseArgs({ allowPositionals: true });
const errors: number[] = [];
for (const pair of positionals) {
  const [wav = "", truth = ""] = pair.split("=");
  errors.push(...(await startErrors(wav, truth)));
}
const sizes = errors.map(Math.abs).sort((a, b) => a - b);
const quantile = (share: number) => (sizes[Math.floor(share * (sizes.length - 1))] ?? Number.NaN).toFixed(3);
const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
console.log(
  `${sizes.length} words; start error: median ${quantile(0.5)} s, 90 % within ${quantile(0.9)} s, bias ${mean.toFixed(3)} s`,
);
