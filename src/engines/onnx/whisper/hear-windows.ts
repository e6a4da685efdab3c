import { SAMPLE_RATE, type Span, samplesIn } from "../../../domain/audio.ts";
import { mostSpoken } from "../../../domain/most-spoken.ts";
import type { Runtime } from "../../../onnx/session.ts";
import type { EngineEvent, RecogniseOptions } from "../../../ports/engine.ts";
import type { Conduct } from "../../host/protocol.ts";
import { seededRandom } from "../decoding/sampling.ts";
import type { Decoder } from "./decoder.ts";
import { ENCODED_FRAMES, type Encoder, SAMPLES_PER_FRAME } from "./encoder.ts";
import { type EncodedWindow, findLanguages, type SpokenPart } from "./language/find-languages.ts";
import type { WhisperFacts } from "./model-facts.ts";
import { openPrompt, type Prompt } from "./prompt.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { type RowToWrite, writeText } from "./write-text.ts";

/** A window as the process is given it. */
export interface AskedWindow {
  readonly index: number;
  readonly samples: Float32Array;
  /** Where speech was heard, in seconds of the window, in time order. */
  readonly speech: readonly Span[];
}

/** A loaded Whisper model. */
export interface Whisper {
  readonly runtime: Runtime;
  readonly facts: WhisperFacts;
  readonly vocabulary: Vocabulary;
  readonly encoder: Encoder;
  readonly decoder: Decoder;
}

/** More tokens a second than anyone speaks, and room for a short window's punctuation. */
const TOKENS_PER_SECOND = 20;
const SPARE_TOKENS = 24;

/**
 * Hears windows that are decoded together, in the language that is asked for, or each part of them in its own.
 * @param windows as many as are decoded at once
 */
export async function* hearWindows(
  whisper: Whisper,
  windows: readonly AskedWindow[],
  options: RecogniseOptions,
  turn: Conduct["turn"],
): AsyncIterable<EngineEvent> {
  const encoded: AskedAndEncoded[] = [];
  for (const window of windows) {
    await turn();
    encoded.push({ ...window, encoded: await whisper.encoder.encode(window.samples) });
  }
  const parts = await partsOf(whisper, encoded, options, turn);
  const prompt = openPrompt(whisper.facts, whisper.vocabulary, options);
  if (prompt.warning !== undefined) yield { type: "warning", message: prompt.warning };
  const main = options.language === undefined ? mainLanguage(parts.flat()) : undefined;
  if (main) yield { type: "language", ...main };
  const rows: RowToWrite[] = [];
  for (const [index, window] of encoded.entries())
    rows.push(...(await toRows(whisper, window, { parts: parts[index] ?? [], prompt }, turn)));
  // Windows that were divided make more rows than there is room for.
  for (let at = 0; at < rows.length; at += windows.length)
    yield* writeText({ ...whisper, rows: rows.slice(at, at + windows.length), beamSize: options.beamSize, turn });
}

async function partsOf(
  whisper: Whisper,
  windows: readonly EncodedWindow[],
  { language, languages, likelyLanguage }: RecogniseOptions,
  turn: Conduct["turn"],
): Promise<readonly (readonly SpokenPart[])[]> {
  const known = [...whisper.facts.languages.keys()];
  const allowed = languages ? known.filter((code) => languages.includes(code)) : known;
  // A model for English alone names no language.
  const only = language ?? (known.length === 0 ? "en" : undefined) ?? (allowed.length === 1 ? allowed[0] : undefined);
  if (only === undefined) return findLanguages(whisper, windows, { allowed, likely: likelyLanguage }, turn);
  return windows.map(({ samples }) => {
    const seconds = samples.length / SAMPLE_RATE;
    return [{ span: { start: 0, end: seconds }, language: only, probability: 1, seconds }];
  });
}

/** What most of the speech is in, and how sure that is. */
function mainLanguage(parts: readonly SpokenPart[]): { language: string; probability: number } | undefined {
  const language = mostSpoken(parts);
  if (language === undefined) return undefined;
  const own = parts.filter((part) => part.language === language);
  const seconds = own.reduce((sum, part) => sum + part.seconds, 0);
  return { language, probability: own.reduce((sum, part) => sum + part.seconds * part.probability, 0) / seconds };
}

type AskedAndEncoded = AskedWindow & EncodedWindow;

/** A row for each part. What is not a whole window is encoded alone: the sound around it is in another language. */
async function toRows(
  { facts, encoder }: Whisper,
  window: AskedAndEncoded,
  { parts, prompt }: { parts: readonly SpokenPart[]; prompt: Prompt },
  turn: Conduct["turn"],
): Promise<RowToWrite[]> {
  const rows: RowToWrite[] = [];
  const isDivided = parts.length > 1;
  for (const { span, language } of parts) {
    if (isDivided) await turn();
    const samples = isDivided ? samplesIn(window.samples, span) : window.samples;
    rows.push({
      ...limitsOf(samples, facts),
      window: window.index,
      part: isDivided ? span : undefined,
      encoded: isDivided ? await encoder.encode(samples) : window.encoded,
      language,
      prompt: prompt.tokensIn(language),
      random: seededRandom(window.index + 1),
    });
  }
  return rows;
}

function limitsOf({ length }: Float32Array, { maxTokens }: WhisperFacts): Pick<RowToWrite, "frames" | "maxTokens"> {
  const longest = Math.ceil((length / SAMPLE_RATE) * TOKENS_PER_SECOND) + SPARE_TOKENS;
  return {
    frames: Math.min(ENCODED_FRAMES, Math.ceil(length / SAMPLES_PER_FRAME)),
    maxTokens: Math.min(longest, Math.floor(maxTokens / 2)),
  };
}
